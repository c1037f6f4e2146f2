import type { ForecastCalibration } from '../../src/analysers/capacity/calibration.ts';
import type { DayReading } from '../../src/analysers/capacity/daily-series.ts';
import { forecastSeries } from '../../src/analysers/capacity/forecast.ts';
import { quantileOfSorted } from '../../src/statistics/quantile.ts';
import type { Origin } from './development-set.ts';

const shares = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65,
  0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975, 0.99, 0.995,
];
const buckets: [number, number][] = [
  [1, 3],
  [4, 7],
  [8, 14],
  [15, 30],
  [31, 60],
  [61, 90],
];
const horizonDays = 90;

/** Only path and spread are taken from the forecast; the errors are what is to be learned. */
const nothingLearned: ForecastCalibration = {
  U: [0.1, 0.9],
  HB: [[1, horizonDays]],
  tables: { '1': [[0, 0]] },
};

interface Errors {
  readonly values: number[][];
  readonly peaks: number[][];
}

/** What the forecaster's errors were in units of its own spread, by horizon and by days of history. */
export function learnCalibration(
  series: ReadonlyMap<string, readonly DayReading[]>,
  origins: readonly Origin[],
  lengths: readonly number[],
): ForecastCalibration {
  const tables: Record<string, number[][]> = {};
  const peaks: Record<string, number[][]> = {};
  for (const length of lengths) {
    const errors: Errors = { values: buckets.map(() => []), peaks: buckets.map(() => []) };
    for (const origin of origins) {
      addErrors(errors, series.get(origin.seriesId) ?? [], origin.day, length);
    }
    tables[length] = errors.values.map(quantiles);
    peaks[length] = errors.peaks.map(quantiles);
  }
  return { note: noteFor(origins), U: shares, HB: buckets, tables, peaks };
}

function addErrors(
  errors: Errors,
  readings: readonly DayReading[],
  originDay: number,
  historyDays: number,
): void {
  const forecast = forecastSeries({
    readings,
    originDay,
    historyDays,
    horizonDays,
    calibration: nothingLearned,
  });
  if (forecast.status !== 'ready') return;
  const truth = new Map(readings.map(({ day, value }) => [day, value]));
  const peaks = { truth: Number.NEGATIVE_INFINITY, expected: Number.NEGATIVE_INFINITY };
  for (const [index, expected] of forecast.path.entries()) {
    const value = truth.get(originDay + index + 1);
    const spread = forecast.spread[index] ?? Number.NaN;
    peaks.expected = Math.max(peaks.expected, expected);
    peaks.truth = Math.max(peaks.truth, value ?? peaks.truth);
    const bucket = buckets.findIndex(([first, last]) => index + 1 >= first && index + 1 <= last);
    if (value !== undefined) errors.values[bucket]?.push((value - expected) / spread);
    const peakError = (peaks.truth - peaks.expected) / spread;
    if (Number.isFinite(peakError)) errors.peaks[bucket]?.push(peakError);
  }
}

function quantiles(errors: readonly number[]): number[] {
  const sorted = Float64Array.from(errors).sort();
  return shares.map((share) => Number((quantileOfSorted(sorted, share) ?? 0).toFixed(4)));
}

function noteFor(origins: readonly Origin[]): string {
  const ids = new Set(origins.map(({ seriesId }) => seriesId));
  return `Quantiles U of forecast errors in units of the spread, by horizon days HB and days of history, from ${origins.length} origins of ${ids.size} series; written by npm run fit-forecast`;
}
