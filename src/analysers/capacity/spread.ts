import { quantile } from '../../statistics/quantile.ts';
import type { Trend } from './trend.ts';

const stepsDays = [1, 2, 4, 7, 10, 14];
/** Growth with the square root of time, as independent errors have it; a short window says little against it. */
const usualExponent = 0.5;
const ownExponentWeight = 0.25;
const exponentBounds = { low: 0.25, high: 0.9 };
/** Share of the level that 30 days may always move, so that a quiet past promises no quiet future. */
const floorPer30Days = 0.005;
const disagreementWeight = 0.5;

/** The unit in which errors are measured, by days ahead: the same error is small for a restless series and large for a quiet one. */
export type Spread = (daysAhead: number) => number;

/** How far the series tends to leave its trend, from its own changes over 1 to 14 days. */
export function spreadOf(values: readonly number[], trend: Trend): Spread {
  const level = Math.abs(values.at(-1) ?? 0);
  const least = 1e-12 * level + Number.MIN_VALUE;
  const steps = stepsDays.filter((step) => 2 * step <= values.length);
  const logs = steps.map((step) =>
    Math.log(Math.max(least, usualDeparture(values, trend.seenPerDay, step))),
  );
  const logSteps = steps.map((step) => Math.log(step));
  const [meanLog, meanStep] = [meanOf(logs), meanOf(logSteps)];
  const exponent = shrunkExponent(logSteps, logs, meanStep);
  return (daysAhead) =>
    Math.exp(meanLog + exponent * (Math.log(daysAhead) - meanStep)) +
    (floorPer30Days * level * daysAhead) / 30 +
    disagreementWeight * trend.disagreementPerDay * daysAhead;
}

/** Four in five changes over so many days are nearer to the trend than this. */
function usualDeparture(values: readonly number[], perDay: number, step: number): number {
  const departures = values
    .slice(step)
    .map((value, index) => Math.abs(value - (values[index] ?? value) - step * perDay));
  return quantile(departures, 0.8) ?? 0;
}

function shrunkExponent(
  logSteps: readonly number[],
  logs: readonly number[],
  meanStep: number,
): number {
  let together = 0;
  let squares = 0;
  for (const [index, logStep] of logSteps.entries()) {
    together += (logStep - meanStep) * (logs[index] ?? 0);
    squares += (logStep - meanStep) ** 2;
  }
  const own = squares > 0 ? together / squares : usualExponent;
  const exponent = ownExponentWeight * own + (1 - ownExponentWeight) * usualExponent;
  return Math.min(exponentBounds.high, Math.max(exponentBounds.low, exponent));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
