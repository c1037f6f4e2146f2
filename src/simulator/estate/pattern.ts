import { type Chance, fraction, hashOf, textHash } from './chance.ts';
import type { SimulatedJob } from './job.ts';
import { monthDayOf } from './schedule.ts';

/** When a run was to start, on the wall clock. */
interface PatternPlace {
  readonly startMs: number;
  readonly weekday: number;
  readonly hour: number;
  readonly localDay: number;
}

/** Days between two failures of a job that fails at a regular interval. */
export const intervalDays = 5;
const burstSpacingDays = 29;
const burstDays = 5;

type Rule = (job: SimulatedJob, place: PatternPlace, seed: number) => number;

/** How likely a run of a job that got worse at a day fails, before it and since. */
export function worsenedFailures(isSince: boolean): number {
  return isSince ? 0.45 : 0.03;
}

/** How likely a run fails by the rule of its job's pattern; 0 outside of it. */
const rules: Partial<Record<SimulatedJob['behaviour']['name'], Rule>> = {
  weekday: ({ behaviour }, { weekday }) => (weekday === behaviour.weekday ? 1 : 0),
  hour: ({ behaviour }, { hour }) => (hour === behaviour.hour ? 0.3 : 0.004),
  'month-end': (_job, { localDay }) => (isMonthEnd(localDay) ? 1 : 0),
  interval: (job, { localDay }) => ((localDay + job.index) % intervalDays === 0 ? 1 : 0),
  burst: (job, { localDay }, seed) => (isInBurst(job.index, localDay, seed) ? 0.95 : 0),
  correlated: (_job, { localDay }, seed) => (isBadNight(localDay, seed) ? 0.95 : 0.005),
  worsened: ({ behaviour }, { startMs }) => worsenedFailures(startMs >= behaviour.sinceMs),
};

/** Whether the rule planted in a job lets this run fail. */
export function patternStrikes(
  job: SimulatedJob,
  place: PatternPlace,
  seed: number,
  chance: Chance,
): boolean {
  const rule = rules[job.behaviour.name];
  return rule !== undefined && fraction(chance) < rule(job, place, seed);
}

// The last two days of a month and the first of the next.
function isMonthEnd(localDay: number): boolean {
  return monthDayOf(localDay) === 1 || monthDayOf(localDay + 2) <= 2;
}

function isInBurst(jobIndex: number, localDay: number, seed: number): boolean {
  const place = (localDay + jobIndex * 7) % burstSpacingDays;
  const round = Math.floor((localDay + jobIndex * 7) / burstSpacingDays);
  const draw = hashOf(seed, textHash('burst'), jobIndex, round) >>> 0;
  const first = draw % (burstSpacingDays - burstDays);
  return place >= first && place < first + burstDays;
}

// The same nights for all jobs of the estate.
function isBadNight(localDay: number, seed: number): boolean {
  return (hashOf(seed, textHash('bad night'), localDay) >>> 0) % 8 === 0;
}
