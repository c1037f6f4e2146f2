import type { BriefRun } from '../../domain/run.ts';
import { cochranArmitage } from '../../statistics/cochran-armitage.ts';
import type { Trend, Week } from './measures.ts';
import type { HealthSettings } from './settings.ts';

const dayMs = 86_400_000;
/** 1 January 1970 was a Thursday, three days after a Monday. */
const daysFromMondayToEpoch = 3;

/** Judged runs by calendar week in UTC, oldest first; weeks without a run are left out. */
export function weeksOf(judged: readonly Pick<BriefRun, 'startedAt' | 'outcome'>[]): Week[] {
  const byNumber = new Map<number, Week>();
  for (const run of judged) {
    const number = weekNumber(run.startedAt);
    const week = byNumber.get(number) ?? emptyWeek(weekStart(number));
    byNumber.set(number, {
      ...week,
      runs: week.runs + 1,
      failed: week.failed + Number(run.outcome === 'failed'),
      warned: week.warned + Number(run.outcome === 'warning'),
    });
  }
  return inOrder(byNumber.values());
}

/** Week by week the sum of both. */
export function addWeeks(left: readonly Week[], right: readonly Week[]): Week[] {
  const sums = new Map(left.map((week) => [week.weekStart, week]));
  for (const { weekStart: start, runs, failed, warned } of right) {
    const sum = sums.get(start) ?? emptyWeek(start);
    sums.set(start, {
      weekStart: start,
      runs: sum.runs + runs,
      failed: sum.failed + failed,
      warned: sum.warned + warned,
    });
  }
  return inOrder(sums.values());
}

/** Whether the share of failed runs changes over the weeks; each week's score is its place in the calendar. */
export function trendOf(weeks: readonly Week[], settings: HealthSettings['trend']): Trend {
  const runs = weeks.reduce((sum, week) => sum + week.runs, 0);
  const seen = { z: null, twoSidedP: null, weeks: weeks.length, runs };
  if (weeks.length < settings.minimumWeeks || runs < settings.minimumRuns) {
    const needed = `${settings.minimumWeeks} weeks and ${settings.minimumRuns} runs`;
    const reason = `not enough: ${weeks.length} weeks and ${runs} runs of ${needed}`;
    return { ...seen, status: 'not-enough', reason };
  }
  const tested = cochranArmitage(
    weeks.map((week) => ({
      score: Date.parse(week.weekStart) / (7 * dayMs),
      events: week.failed,
      trials: week.runs,
    })),
  );
  if (tested === null) {
    const reason = weeks.some((week) => week.failed > 0) ? 'every run failed' : 'no run failed';
    return { ...seen, status: 'none', reason: `${reason}, so nothing changes over the weeks` };
  }
  const z = Math.round(tested.z * 1000) / 1000;
  const twoSidedP = Math.round(tested.twoSidedP * 10_000) / 10_000;
  const isSignificant = tested.twoSidedP < settings.significance;
  const status = isSignificant && tested.direction !== 'level' ? tested.direction : 'none';
  return { ...seen, z, twoSidedP, status, reason: trendInWords(status, twoSidedP, weeks.length) };
}

function trendInWords(status: Trend['status'], p: number, weeks: number): string {
  const share = `the share of failed runs over ${weeks} weeks`;
  if (status === 'none') return `no trend in ${share} (p ${p})`;
  return `${share} is ${status} (p ${p})`;
}

function weekNumber(instant: Date): number {
  return Math.floor((Math.floor(instant.getTime() / dayMs) + daysFromMondayToEpoch) / 7);
}

function weekStart(number: number): string {
  return new Date((number * 7 - daysFromMondayToEpoch) * dayMs).toISOString().slice(0, 10);
}

function emptyWeek(start: string): Week {
  return { weekStart: start, runs: 0, failed: 0, warned: 0 };
}

function inOrder(weeks: Iterable<Week>): Week[] {
  return [...weeks].sort((left, right) => (left.weekStart < right.weekStart ? -1 : 1));
}
