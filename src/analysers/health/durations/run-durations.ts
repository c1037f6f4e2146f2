import type { LocalClock } from '../../../domain/local-clock.ts';
import type { BriefRun } from '../../../domain/run.ts';
import { median } from '../../../statistics/median.ts';
import { quantile } from '../../../statistics/quantile.ts';
import { seasonalMannKendall } from '../../../statistics/seasonal-mann-kendall.ts';
import { type Point, theilSen } from '../../../statistics/theil-sen.ts';
import type { JobMeasures } from '../measures.ts';
import type { PatternTest } from '../patterns/pattern-test.ts';
import { spanMs, weekdayOf } from '../rhythm/local-time.ts';

type Duration = JobMeasures['durations'][number];

/** A weekday is compared with itself from so many values on; all weekdays together need more. */
const fewestOfWeekday = 3;
const fewestValues = 8;
/** A change over the whole window by a smaller share of the median is nothing that anybody would act on. */
const leastShare = 0.1;

/** How long a job's good runs take, full and incremental apart, and whether they take longer and longer. */
export function durationsOf(runs: readonly BriefRun[], clock: LocalClock): Duration[] {
  // A retried run holds its waits; they are counted as lost time.
  const timed = runs.filter(
    ({ outcome, attempts, endedAt }) =>
      attempts === 1 && endedAt !== null && (outcome === 'success' || outcome === 'warning'),
  );
  const groups = Map.groupBy(timed, ({ isFull }) => kindOf(isFull));
  return [...groups].map(([kind, ofKind]) => durationOf(kind, ofKind, clock));
}

/** The trends of these durations as questions to be weighed with all others. */
export function durationTests(durations: readonly Duration[]): PatternTest[] {
  return durations.flatMap(({ kind, p, isNotable, slopeMinutesPerWeek, text }) => {
    if (p === null || slopeMinutesPerWeek === null) return [];
    const where = slopeMinutesPerWeek > 0 ? 'rising' : 'falling';
    return [{ kind: testKinds[kind], p: isNotable ? p : 1, where, text }];
  });
}

const testKinds = {
  full: 'duration-full',
  incremental: 'duration-incremental',
  all: 'duration',
} as const;

function kindOf(isFull: boolean | null): Duration['kind'] {
  if (isFull === null) return 'all';
  return isFull ? 'full' : 'incremental';
}

function durationOf(
  kind: Duration['kind'],
  runs: readonly BriefRun[],
  clock: LocalClock,
): Duration {
  const minutes = runs.map(minutesOf);
  const middle = median(minutes) ?? 0;
  const level = {
    kind,
    runs: runs.length,
    medianMinutes: twoDecimals(middle),
    p95Minutes: twoDecimals(quantile(minutes, 0.95) ?? 0),
    ...bottlenecks(runs),
  };
  const seasons = seasonsOf(runs, clock);
  const test = seasonalMannKendall(alignedByWeek(seasons));
  const slope = theilSen(seasons);
  if (test === null || slope === null) {
    const text = `${runs.length} runs are not enough for a trend`;
    return { ...level, p: null, isNotable: false, ...noSlope, text };
  }
  const all = seasons.flat().map(({ at }) => at);
  const weeks = Math.max(...all) - Math.min(...all);
  const change = Math.abs(slope.slope) * weeks;
  return {
    ...level,
    p: test.twoSidedP,
    isNotable: change >= leastShare * middle,
    slopeMinutesPerWeek: twoDecimals(slope.slope),
    slopeLow: twoDecimals(slope.low),
    slopeHigh: twoDecimals(slope.high),
    text: `${signed(slope.slope)} minutes a week (95 % ${signed(slope.low)} to ${signed(slope.high)}) at a median of ${oneDecimal(middle)}`,
  };
}

const noSlope = { slopeMinutesPerWeek: null, slopeLow: null, slopeHigh: null };

/** One value a local day, the median of its runs, by weekday; weekdays with too few values are left out. */
function seasonsOf(runs: readonly BriefRun[], clock: LocalClock): Point[][] {
  const byDay = Map.groupBy(runs, (run) =>
    Math.floor(clock.localOf(run.startedAt.getTime()) / spanMs.day),
  );
  const seasons = new Map<number, Point[]>();
  for (const [day, ofDay] of byDay) {
    const weekday = weekdayOf(day * spanMs.day);
    const points = seasons.get(weekday) ?? [];
    points.push({ at: day / 7, value: median(ofDay.map(minutesOf)) ?? 0 });
    seasons.set(weekday, points);
  }
  const enough = [...seasons.values()].filter((points) => points.length >= fewestOfWeekday);
  return enough.reduce((sum, points) => sum + points.length, 0) < fewestValues ? [] : enough;
}

/** The values of each weekday at the place of their week, null where a week has none. */
function alignedByWeek(seasons: readonly Point[][]): Array<Array<number | null>> {
  const weeks = [...new Set(seasons.flat().map(({ at }) => Math.floor(at)))].sort(
    (one, other) => one - other,
  );
  return seasons.map((points) => {
    const values = new Map(points.map(({ at, value }) => [Math.floor(at), value]));
    return weeks.map((week) => values.get(week) ?? null);
  });
}

/** The commonest word of the first and of the last third of the runs. */
function bottlenecks(runs: readonly BriefRun[]) {
  const third = Math.ceil(runs.length / 3);
  return {
    bottleneckEarly: commonest(runs.slice(0, third)),
    bottleneckLate: commonest(runs.slice(-third)),
  };
}

function commonest(runs: readonly BriefRun[]): string | null {
  const counts = new Map<string, number>();
  let best: { readonly word: string; readonly count: number } | null = null;
  for (const { bottleneck } of runs) {
    if (bottleneck === null) continue;
    const count = (counts.get(bottleneck) ?? 0) + 1;
    counts.set(bottleneck, count);
    if (best === null || count > best.count) best = { word: bottleneck, count };
  }
  return best?.word ?? null;
}

function minutesOf({ startedAt, endedAt }: BriefRun): number {
  return ((endedAt ?? startedAt).getTime() - startedAt.getTime()) / spanMs.minute;
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${oneDecimal(value)}`;
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}

function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100;
}
