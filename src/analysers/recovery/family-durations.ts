import type { RestoreRecord } from '../../domain/recovery-evidence.ts';
import type { RestoreFamily } from '../../domain/session-families.ts';
import { kaplanMeier, survivalQuantile } from '../../statistics/kaplan-meier.ts';
import { wilsonInterval } from '../../statistics/wilson-interval.ts';
import { boundsOf, type DurationBounds } from './duration-bounds.ts';

const minuteMs = 60_000;
const evidenceShown = 3;
const fewestForRange = 3;
const fewestForPercentiles = 5;

/** How long restores of one family took, in minutes until the data was usable. */
export interface FamilyDurations {
  readonly family: RestoreFamily;
  readonly completed: number;
  readonly failed: number;
  readonly canceled: number;
  readonly running: number;
  /** Done, but nothing tells when the workload was mounted. */
  readonly timeUnknown: number;
  readonly method: DurationBounds['method'] | 'range-only' | 'not-enough-evidence';
  readonly shortest: number | null;
  readonly longest: number | null;
  readonly percentiles: DurationBounds['percentiles'];
  /** Of done and failed ones. */
  readonly success: { readonly share: number; readonly low: number; readonly high: number } | null;
  readonly sessions: readonly string[];
  readonly lastAt: string | null;
}

/** Percentiles of one family's restores. Failed ones are cut off at their length, canceled and running ones left out. */
export function familyDurations(
  family: RestoreFamily,
  restores: readonly RestoreRecord[],
): FamilyDurations {
  const count = (outcome: RestoreRecord['outcome']) =>
    restores.filter((one) => one.outcome === outcome).length;
  const timed = restores.filter((one) => minutesOf(one) !== null);
  const times = timed.flatMap((one) => minutesOf(one) ?? []).sort((one, other) => one - other);
  const cut = restores.flatMap((one) => cutOffMinutes(one) ?? []);
  const done = restores.filter(isDone).length;
  const failed = count('failed');
  const interval = wilsonInterval(done, done + failed);
  const newest = [...timed].sort((one, other) => +other.startedAt - +one.startedAt);
  return {
    family,
    completed: times.length,
    failed,
    canceled: count('canceled'),
    running: restores.filter((one) => one.outcome === 'running' && one.usableAt === null).length,
    timeUnknown: done - times.length,
    shortest: times[0] ?? null,
    longest: times.at(-1) ?? null,
    ...percentilesOf(times, cut),
    success: interval === null ? null : { share: done / (done + failed), ...interval },
    sessions: newest.slice(0, evidenceShown).map(({ sessionId }) => sessionId),
    lastAt: newest[0]?.startedAt.toISOString() ?? null,
  };
}

/** Minutes until the data was usable; null of a restore that failed, was stopped, still copies or tells no mount. */
export function minutesOf(restore: RestoreRecord): number | null {
  if (!isDone(restore) || restore.usableAt === null) return null;
  return Math.max(1 / 60, (restore.usableAt.getTime() - restore.startedAt.getTime()) / minuteMs);
}

/** Worked: done, or mounted and still running from the backup. */
export function isDone({ outcome, usableAt }: RestoreRecord): boolean {
  return outcome === 'done' || (outcome === 'running' && usableAt !== null);
}

function cutOffMinutes({ outcome, startedAt, endedAt }: RestoreRecord): number | null {
  if (outcome !== 'failed' || endedAt === null) return null;
  return Math.max(1 / 60, (endedAt.getTime() - startedAt.getTime()) / minuteMs);
}

function percentilesOf(times: readonly number[], cut: readonly number[]) {
  if (times.length < fewestForRange)
    return { method: 'not-enough-evidence', percentiles: [] } as const;
  if (times.length < fewestForPercentiles)
    return { method: 'range-only', percentiles: [] } as const;
  const steps = kaplanMeier([
    ...times.map((time) => ({ time, isEvent: true })),
    ...cut.map((time) => ({ time, isEvent: false })),
  ]);
  return boundsOf(times, steps, cut, (share) => survivalQuantile(steps, share));
}
