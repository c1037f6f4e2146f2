import type { LocalClock } from '../../../domain/local-clock.ts';
import { quantile } from '../../../statistics/quantile.ts';
import { spanMs } from './local-time.ts';
import type { RunSpan, Slots } from './slots.ts';

/** What became of the starts that were due. */
export interface SlotTally {
  readonly due: number;
  readonly met: number;
  /** The run before was still at work. */
  readonly explained: number;
  /** How long after its instant a start may come before it is called missed. */
  readonly graceMs: number;
  /** Instants that nothing met, ascending. */
  readonly missed: readonly number[];
}

const fewestBeforeBegin = 3;
/** Starts on each side of a change that must all be on their side. */
const alikeAroundChange = 4;
const leastGraceMs = spanMs.hour;
/** A start at the end of a run that has just ended was waiting for it. */
const justEndedMs = 2 * spanMs.minute;
/** What a change of clocks may move a start by. */
const clockChangeMs = 65 * spanMs.minute;

/**
 * Goes through the slots in order: each reaches to the next one, and any start in between meets it, so that a late run is no
 * missed run. Slots that are too young to judge, and the first ones of a key that had not begun yet, are not due.
 */
export function tallySlots(
  slots: Slots,
  runs: readonly RunSpan[],
  clock: LocalClock,
  knownUntilMs: number,
): SlotTally {
  const states = statesOf(slots, runs, clock);
  const graceMs = graceOf(slots, states);
  const old = slots.instants.filter((atMs) => atMs + graceMs <= knownUntilMs);
  const unmet = old.filter((_atMs, place) => states[place] === null);
  const early = new Set([...beforeBegin(slots, old, states), ...atChangeovers(old, states)]);
  const explained = old.filter((_atMs, place) => states[place] === 'explained').length;
  const missed = unmet.filter((atMs) => !early.has(atMs));
  const due = old.length - early.size;
  return { due, met: due - explained - missed.length, explained, graceMs, missed };
}

/** First slots of a key that nothing met. One or two are believed to be missed; more in a row were before this time was set. */
function beforeBegin(
  { keyOf }: Slots,
  instants: readonly number[],
  states: readonly SlotState[],
): number[] {
  const begun = new Set<number>();
  const waiting = new Map<number, number[]>();
  for (const [place, atMs] of instants.entries()) {
    const key = keyOf(atMs);
    if (states[place] !== null) begun.add(key);
    if (begun.has(key)) continue;
    const instantsOfKey = waiting.get(key) ?? [];
    instantsOfKey.push(atMs);
    waiting.set(key, instantsOfKey);
  }
  return [...waiting].flatMap(([key, early]) =>
    early.length >= fewestBeforeBegin || !begun.has(key) ? early : [],
  );
}

/** Between starts that all came much later and ones that all came in time, or the other way, the time of the start was changed. */
function atChangeovers(instants: readonly number[], states: readonly SlotState[]): number[] {
  const latenessAround = (place: number, step: 1 | -1): readonly number[] => {
    const found: number[] = [];
    for (let at = place + step; at >= 0 && at < instants.length; at += step) {
      const state = states[at];
      if (typeof state === 'number') found.push(state);
      if (found.length === alikeAroundChange) return found;
    }
    return [];
  };
  return instants.filter((_atMs, place) => {
    if (states[place] !== null) return false;
    const before = latenessAround(place, -1);
    const after = latenessAround(place, 1);
    if (before.length === 0 || after.length === 0) return false;
    const isLater = Math.min(...before) - Math.max(...after) > leastGraceMs;
    return isLater || Math.min(...after) - Math.max(...before) > leastGraceMs;
  });
}

/** Lateness of the start that met a slot, `explained`, or null for a slot that nothing met. */
type SlotState = number | 'explained' | null;

function statesOf(slots: Slots, runs: readonly RunSpan[], clock: LocalClock): SlotState[] {
  const opens = slots.instants.map((atMs) => opensAt(slots, atMs, clock));
  let next = 0;
  let busyUntil = Number.NEGATIVE_INFINITY;
  return slots.instants.map((atMs, place): SlotState => {
    for (; isBefore(runs[next], opens[place] ?? atMs); next += 1) {
      busyUntil = Math.max(busyUntil, runs[next]?.endMs ?? 0);
    }
    const run = runs[next];
    const closes = opens[place + 1] ?? Number.POSITIVE_INFINITY;
    if (run !== undefined && run.startMs < closes) return run.startMs - atMs;
    return busyUntil + justEndedMs >= atMs ? 'explained' : null;
  });
}

function isBefore(run: RunSpan | undefined, instantMs: number): boolean {
  return run !== undefined && run.startMs < instantMs;
}

function opensAt(slots: Slots, atMs: number, clock: LocalClock): number {
  const shift = clock.changesAround(atMs) ? clockShift(slots) : 0;
  return atMs - Math.max(slots.earlyMs, shift);
}

/** Slots of a day or more may move with the clocks; denser ones would meet their neighbours. */
function clockShift({ instants }: Slots): number {
  const [first, second] = instants;
  const gap = first === undefined || second === undefined ? 0 : second - first;
  return gap > 3 * spanMs.hour ? clockChangeMs : 0;
}

/** An hour, or twice what 95 % of the starts were late by; never more than half the way to the next slot. */
function graceOf({ instants, earlyMs }: Slots, states: readonly SlotState[]): number {
  const late = states.filter((state): state is number => typeof state === 'number');
  let closest = Number.POSITIVE_INFINITY;
  for (const [place, atMs] of instants.entries()) {
    if (place > 0) closest = Math.min(closest, atMs - (instants[place - 1] ?? atMs));
  }
  const usual = Math.max(leastGraceMs, earlyMs, 2 * (quantile(late, 0.95) ?? 0));
  return Math.min(usual, Math.max(closest / 2, earlyMs));
}
