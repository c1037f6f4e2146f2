import type { JobSchedule } from '../../../domain/job.ts';
import { spanMs, timeOfDay, weekdayOf } from './local-time.ts';
import type { RunSpan, Slots, Watch } from './slots.ts';

/** Which day of a month, given the local midnight of its first and the number of its days; null where it has none. */
interface DayRule {
  readonly name: string;
  readonly dayIn: (firstMidnight: number, days: number) => number | null;
}

const earlyMs = 10 * spanMs.minute;
/** Share of the starts that a rule must explain. */
const explainingShare = 0.6;

/** One start a month: on the day that the schedule tells, or on the one that the runs so far have in common. */
export function monthlySlots(
  monthly: NonNullable<JobSchedule['monthly']>,
  runs: readonly RunSpan[],
  watch: Watch,
): Slots | null {
  const time = timeOfDay(monthly.localTime);
  const rule = monthly.dayOfMonth === null ? learnedRule(runs, watch) : dayRule(monthly.dayOfMonth);
  if (time === null || rule === null) return null;
  const { clock, fromMs, untilMs } = watch;
  const instants: number[] = [];
  for (const { first, days } of monthsBetween(
    clock.localOf(fromMs),
    clock.localOf(untilMs + 31 * spanMs.day),
  )) {
    const day = rule.dayIn(first, days);
    if (day !== null) instants.push(clock.instantOf(first + (day - 1) * spanMs.day + time));
  }
  const expectation = `${rule.name} of every month at ${monthly.localTime}`;
  return { source: 'schedule', expectation, instants, earlyMs, keyOf: () => 0 };
}

function dayRule(wanted: number): DayRule {
  return { name: `day ${wanted}`, dayIn: (_first, days) => (wanted <= days ? wanted : null) };
}

const lastDay: DayRule = { name: 'the last day', dayIn: (_first, days) => days };

function learnedRule(runs: readonly RunSpan[], { clock }: Watch): DayRule | null {
  const seen = runs.map(({ startMs }) => {
    const local = clock.localOf(startMs);
    return { day: new Date(local).getUTCDate(), ...monthOf(local), weekday: weekdayOf(local) };
  });
  const rules = [lastDay, ...seen.flatMap(({ day, weekday }) => rulesLike(day, weekday))];
  let best: { readonly rule: DayRule; readonly explained: number } | null = null;
  for (const rule of rules) {
    const explained = seen.filter(({ first, days, day }) => rule.dayIn(first, days) === day).length;
    if (explained > (best?.explained ?? 0)) best = { rule, explained };
  }
  return best !== null && best.explained >= explainingShare * seen.length ? best.rule : null;
}

function rulesLike(day: number, weekday: number): DayRule[] {
  const nth = Math.ceil(day / 7);
  const firstOf = (firstMidnight: number) => 1 + ((weekday - weekdayOf(firstMidnight) + 7) % 7);
  const within = (wanted: number, days: number) => (wanted <= days ? wanted : null);
  return [
    {
      name: `weekday ${nth}`,
      dayIn: (first, days) => within(firstOf(first) + 7 * (nth - 1), days),
    },
    {
      name: 'the last such weekday',
      dayIn: (first, days) => firstOf(first) + 7 * Math.floor((days - firstOf(first)) / 7),
    },
  ];
}

function monthOf(localMs: number): { readonly first: number; readonly days: number } {
  const date = new Date(localMs);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  return { first, days: (next - first) / spanMs.day };
}

function* monthsBetween(fromMs: number, untilMs: number) {
  for (let month = monthOf(fromMs); month.first <= untilMs; ) {
    yield month;
    month = monthOf(month.first + month.days * spanMs.day);
  }
}
