import type { BriefRun } from '../../domain/run.ts';
import { median } from '../../statistics/median.ts';
import type { HealthSettings } from './settings.ts';

const hourMs = 3_600_000;

/** Intervals between runs that a rhythm needs. */
const minimumIntervals = 3;

/** How often a job starts, and the longest pause which that explains; null where too few runs tell. */
export interface Rhythm {
  readonly medianIntervalHours: number | null;
  readonly toleratedGapHours: number | null;
}

/**
 * The tolerated gap is the greatest of `quietAfterIntervals` median intervals, `quietAfterHours` and the second longest interval
 * seen: nights and weekends without runs come again and again and are no silence, one earlier outage sets no standard.
 */
export function rhythmOf(
  runs: readonly Pick<BriefRun, 'startedAt'>[],
  settings: Pick<HealthSettings, 'quietAfterIntervals' | 'quietAfterHours'>,
): Rhythm {
  const intervals: number[] = [];
  let previous: number | null = null;
  for (const { startedAt } of runs) {
    const started = startedAt.getTime();
    if (previous !== null) intervals.push((started - previous) / hourMs);
    previous = started;
  }
  const middle = intervals.length < minimumIntervals ? null : median(intervals);
  if (middle === null) return { medianIntervalHours: null, toleratedGapHours: null };
  const tolerated = Math.max(
    settings.quietAfterIntervals * middle,
    settings.quietAfterHours,
    secondLongest(intervals),
  );
  return { medianIntervalHours: twoDecimals(middle), toleratedGapHours: twoDecimals(tolerated) };
}

/** Hours from an instant to the end of what could be seen; never negative. */
export function hoursBetween(from: Date, to: Date): number {
  return Math.max(0, (to.getTime() - from.getTime()) / hourMs);
}

function secondLongest(intervals: readonly number[]): number {
  let longest = 0;
  let second = 0;
  for (const interval of intervals) {
    if (interval > longest) [longest, second] = [interval, longest];
    else if (interval > second) second = interval;
  }
  return second;
}

function twoDecimals(hours: number): number {
  return Math.round(hours * 100) / 100;
}
