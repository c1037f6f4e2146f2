import type { JobSchedule } from '../../../domain/job.ts';
import { spanMs, timeOfWeek } from './local-time.ts';
import type { RunSpan, Slots, Watch } from './slots.ts';

/** Shorter rhythms are watched by silence alone: one start of many says little. */
const shortestMs = 30 * spanMs.minute;
/** Share of the weeks in which a slot of the week must have been met: pauses such as a backup window come every week. */
const usualShare = 0.5;

const unitMs: Readonly<Record<string, number>> = {
  seconds: 1000,
  minutes: spanMs.minute,
  hours: spanMs.hour,
  days: spanMs.day,
};

/** A start every so many hours on the local clock, in the hours of the week in which the job usually runs. */
export function periodicSlots(
  { kind, frequency }: NonNullable<JobSchedule['periodically']>,
  runs: readonly RunSpan[],
  { clock, fromMs, untilMs }: Watch,
): Slots | null {
  const intervalMs = (unitMs[kind.toLowerCase()] ?? 0) * frequency;
  if (intervalMs < shortestMs || runs.length === 0) return null;
  const starts = runs.map(({ startMs }) => clock.localOf(startMs));
  const phase = phaseOf(starts, intervalMs);
  // By the middle of its span, so that a start just before its slot is not counted for the one before.
  const slotOf = (localMs: number) =>
    Math.round((localMs - phase - intervalMs * 0.25) / intervalMs);
  const placeOf = (slot: number) => Math.round(timeOfWeek(phase + slot * intervalMs) / intervalMs);
  const isUsual = usualPlaces(starts.map(slotOf), placeOf, {
    first: slotOf(clock.localOf(fromMs)),
    last: slotOf(clock.localOf(untilMs)),
  });
  const instants: number[] = [];
  const last = slotOf(clock.localOf(untilMs + spanMs.week));
  for (let slot = slotOf(clock.localOf(fromMs)); slot <= last; slot += 1) {
    if (isUsual(placeOf(slot))) instants.push(clock.instantOf(phase + slot * intervalMs));
  }
  return {
    source: 'schedule',
    expectation: `every ${frequency} ${kind.toLowerCase()}`,
    instants: instants.filter((instant) => instant >= fromMs - intervalMs / 4),
    earlyMs: Math.min(intervalMs / 4, 10 * spanMs.minute),
    keyOf: (instantMs) => placeOf(slotOf(clock.localOf(instantMs))),
  };
}

/** Where within an interval the job starts: the earliest of the quarter of an interval that holds most starts. */
function phaseOf(localStarts: readonly number[], intervalMs: number): number {
  const places = localStarts.map((start) => start % intervalMs).sort((one, other) => one - other);
  const around = [...places, ...places.map((place) => place + intervalMs)];
  let best = { place: 0, count: 0 };
  let end = 0;
  for (const [first, place] of places.entries()) {
    while (end < around.length && (around[end] ?? 0) - place < intervalMs / 4) end += 1;
    if (end - first > best.count) best = { place, count: end - first };
  }
  return best.place;
}

function usualPlaces(
  metSlots: readonly number[],
  placeOf: (slot: number) => number,
  { first, last }: { readonly first: number; readonly last: number },
): (place: number) => boolean {
  const had = new Map<number, number>();
  for (let slot = first; slot <= last; slot += 1) count(had, placeOf(slot));
  const met = new Map<number, number>();
  for (const slot of new Set(metSlots)) count(met, placeOf(slot));
  return (place) => {
    const weeks = had.get(place) ?? 0;
    return weeks < 3 || (met.get(place) ?? 0) >= usualShare * weeks;
  };
}

function count(tally: Map<number, number>, key: number): void {
  tally.set(key, (tally.get(key) ?? 0) + 1);
}
