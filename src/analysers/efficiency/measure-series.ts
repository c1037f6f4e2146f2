import type { StoredFile, StoredKind } from '../../domain/efficiency.ts';
import { mannKendall } from '../../statistics/mann-kendall.ts';
import { theilSen } from '../../statistics/theil-sen.ts';
import { type Course, courseOf, type LevelShift } from './level-shifts.ts';
import type { SeriesMeasure, ShiftMeasure, UnusualMeasure } from './measures.ts';
import { dateOfNight, type Night, nightlyRatios } from './nightly-ratios.ts';
import { inflation } from './noise.ts';
import { unusualNights } from './unusual-nights.ts';
import { withoutWeekday } from './weekday-profile.ts';

/** What one kind of a job's files tells over time. */
export interface MeasuredSeries {
  readonly nights: readonly Night[];
  readonly series: SeriesMeasure;
  readonly shifts: readonly ShiftMeasure[];
  readonly unusual: readonly UnusualMeasure[];
}

/** Fewer nights tell no level from chance. */
const leastNights = 14;
const mostEvidence = 3;
const daysOfMonth = 30;
/** A slower trend is not worth a word: 2 % a month. */
const leastTrend = 0.02;

/** Null with fewer than fourteen nights. */
export function measureSeries(
  files: readonly StoredFile[],
  kind: StoredKind,
  from: Date,
): MeasuredSeries | null {
  const nights = nightlyRatios(files, kind, from);
  if (nights.length < leastNights) return null;
  const values = withoutWeekday(nights.map(({ night, logRatio }) => ({ night, value: logRatio })));
  const course = courseOf(values);
  const unusual = unusualNights(course.residuals, course.spread);
  return {
    nights,
    series: seriesOf(kind, nights, values, course),
    shifts: course.shifts.map((shift) => shiftOf(kind, nights, shift)),
    unusual: unusual.map(({ at, size, robustZ }) => {
      const night = nights[at];
      return {
        kind,
        night: dateOfNight(night?.night ?? 0),
        percent: percentOf(size),
        robustZ: Math.round(robustZ * 10) / 10,
        evidence: evidenceOf(night === undefined ? [] : [night]),
      };
    }),
  };
}

function seriesOf(
  kind: StoredKind,
  nights: readonly Night[],
  values: readonly number[],
  course: Course,
): SeriesMeasure {
  const since = course.shifts.at(-1)?.at ?? 0;
  // What the usual share of each workload alone would give in the nights of the present level.
  const usual = usualFactor(nights.slice(since));
  const { mean, low, high } = course.currentLevel;
  return {
    kind,
    nights: nights.length,
    spreadPercent: percentOf(course.spread),
    autocorrelation: Math.round(course.autocorrelation * 100) / 100,
    factorNow: usual * Math.exp(mean),
    lowFactorNow: usual * Math.exp(low),
    highFactorNow: usual * Math.exp(high),
    trendPercentMonth: course.shifts.length > 0 ? null : trendOf(nights, values, course),
  };
}

function trendOf(nights: readonly Night[], values: readonly number[], course: Course) {
  const test = mannKendall(values);
  // The variance of the score grows with the autocorrelation: Hamed and Rao 1998, to first order.
  const z = (test?.z ?? 0) / Math.sqrt(inflation(course));
  if (Math.abs(z) < zOfTrend) return null;
  const points = values.map((value, index) => ({ at: nights[index]?.night ?? index, value }));
  const slope = (theilSen([points])?.slope ?? 0) * daysOfMonth;
  return Math.abs(slope) < leastTrend ? null : percentOf(slope);
}

/** Two-sided p = 0.01. */
const zOfTrend = 2.5758;

function usualFactor(nights: readonly Night[]): number {
  const data = nights.reduce((sum, night) => sum + night.dataBytes, 0);
  const expected = nights.reduce(
    (sum, { backupBytes, logRatio }) => sum + backupBytes * Math.exp(logRatio),
    0,
  );
  return data / expected;
}

function shiftOf(kind: StoredKind, nights: readonly Night[], shift: LevelShift): ShiftMeasure {
  const { at, size, low, high, nightsBefore, nightsAfter } = shift;
  const after = nights.slice(at, at + nightsAfter);
  return {
    kind,
    since: dateOfNight(nights[at]?.night ?? 0),
    percent: percentOf(size),
    lowPercent: percentOf(low),
    highPercent: percentOf(high),
    factorBefore: factorOf(nights.slice(at - nightsBefore, at)),
    factorAfter: factorOf(after),
    nightsBefore,
    nightsAfter,
    evidence: evidenceOf(after),
  };
}

function factorOf(nights: readonly Night[]): number {
  const data = nights.reduce((sum, night) => sum + night.dataBytes, 0);
  return data / nights.reduce((sum, night) => sum + night.backupBytes, 0);
}

function evidenceOf(nights: readonly Night[]) {
  const files = nights
    .flatMap((night) => night.files.toSorted((a, b) => (b.backupBytes ?? 0) - (a.backupBytes ?? 0)))
    .slice(0, mostEvidence);
  const sessionIds = new Set(files.flatMap(({ sessionId }) => sessionId ?? []));
  return { fileIds: files.map(({ id }) => id), sessionIds: [...sessionIds] };
}

/** A difference of logarithms as per cent, to a tenth. */
function percentOf(size: number): number {
  return Math.round(1000 * Math.expm1(size)) / 10;
}
