import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DayReading } from '../../src/analysers/capacity/daily-series.ts';
import { polynomialFit } from '../../src/statistics/polynomial-fit.ts';
import type { Predictions } from './cross-fitted.ts';
import type { DevelopmentSet, Origin } from './development-set.ts';

const horizonDays = 90;
const outlierDeviations = 3;
const significance = 0.05;
/** Its "95 % interval": a tenth of the days to the level on either side. */
const band = 0.1;

/** The method to beat: a line, or a parabola where its p is below 0.05, and dates of ±10 %. It states no interval for values. */
export async function predecessor(
  set: DevelopmentSet,
  folder: string,
  historyDays: number,
): Promise<Predictions> {
  const forecasts = ['series_id,origin,horizon,mean,lo80,hi80,lo95,hi95'];
  const crossings = ['series_id,origin,level_name,days,lo80,hi80,lo95,hi95'];
  for (const origin of set.origins) {
    const curve = fittedCurve(set.series.get(origin.seriesId) ?? [], origin.day, historyDays);
    const path = Array.from({ length: horizonDays }, (_, index) => curve(origin.day + index + 1));
    const key = `${origin.seriesId},${origin.day}`;
    for (const [index, mean] of path.entries()) forecasts.push(`${key},${index + 1},${mean},,,,`);
    crossings.push(...crossingRows(key, path, origin));
  }
  const files = {
    forecasts: join(folder, 'predecessor-forecasts.csv'),
    crossings: join(folder, 'predecessor-crossings.csv'),
  };
  await writeFile(files.forecasts, `${forecasts.join('\n')}\n`);
  await writeFile(files.crossings, `${crossings.join('\n')}\n`);
  return files;
}

function fittedCurve(
  readings: readonly DayReading[],
  originDay: number,
  historyDays: number,
): (day: number) => number {
  const window = readings.filter(({ day }) => day > originDay - historyDays && day <= originDay);
  const mean = meanOf(window.map(({ value }) => value));
  const deviation = Math.sqrt(meanOf(window.map(({ value }) => (value - mean) ** 2)));
  const kept = window.filter(
    ({ value }) => Math.abs(value - mean) <= outlierDeviations * deviation,
  );
  const xs = kept.map(({ day }) => day - originDay);
  const ys = kept.map(({ value }) => value);
  const parabola = polynomialFit(xs, ys, 2);
  const isCurved = parabola !== null && (parabola.highestPowerP ?? 1) < significance;
  const coefficients = (isCurved ? parabola : polynomialFit(xs, ys, 1))?.coefficients ?? [mean];
  return (day) =>
    coefficients.reduce(
      (sum, coefficient, power) => sum + coefficient * (day - originDay) ** power,
      0,
    );
}

function crossingRows(key: string, path: readonly number[], { levels }: Origin): string[] {
  return levels.map(({ name, value }) => {
    const index = path.findIndex((mean) => mean >= Number(value));
    if (index < 0) return `${key},${name},,,,,`;
    const days = index + 1;
    const bounds = `${Math.round(days * (1 - band))},${Math.round(days * (1 + band))}`;
    return `${key},${name},${days},${bounds},${bounds}`;
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
