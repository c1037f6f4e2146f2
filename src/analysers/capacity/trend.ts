import { clippedMean } from '../../statistics/clipped-mean.ts';
import { theilSenSlope } from '../../statistics/periodic-slope.ts';
import { winsorisedMean } from '../../statistics/winsorised-mean.ts';

/** Growth a day as each member of the ensemble sees it, and what the forecast uses. */
export interface Trend {
  /** Mean weekly change with changes beyond two robust deviations clipped. */
  readonly clippedPerDay: number;
  /** Mean weekly change with the outer fifths moved inwards. */
  readonly winsorisedPerDay: number;
  /** Median slope between equal weekdays. */
  readonly theilSenPerDay: number;
  /** From the first value to the last. */
  readonly endToEndPerDay: number;
  /** What the window itself shows: the mean of the two robust members. */
  readonly seenPerDay: number;
  /** What is carried into the future: less than was seen where such growth tends not to last. */
  readonly forecastPerDay: number;
  /** Half the distance between the farthest members. */
  readonly disagreementPerDay: number;
}

const recentDays = 37;
/** Used space seldom falls for long: retention and new jobs take over. */
const fallingKept = 0.25;
/** Below the first share of downward movement nothing is ever freed; above the second, space comes and goes. */
const freedShares = { never: 0.05, often: 0.15 };
/** Where space comes and goes, growth that has only lately become steep is its swing: between these ratios trust falls. */
const steeperRatios = { from: 1.2, to: 1.5 };
const steeperKept = 0.25;

/** The trend of a series without gaps and without its weekly profile, at least eight days long. */
export function trendOf(values: readonly number[]): Trend {
  const changes = weeklyChanges(values);
  const clippedPerDay = clippedMean(changes, 2) ?? 0;
  const winsorisedPerDay = winsorisedMean(changes, 0.2) ?? 0;
  const theilSenPerDay = theilSenSlope(values, 7) ?? 0;
  const first = values[0] ?? 0;
  const endToEndPerDay = ((values.at(-1) ?? first) - first) / Math.max(1, values.length - 1);
  const seenPerDay = (clippedPerDay + winsorisedPerDay) / 2;
  const recentPerDay = clippedMean(weeklyChanges(values.slice(-recentDays)), 2) ?? 0;
  const members = [clippedPerDay, winsorisedPerDay, theilSenPerDay, endToEndPerDay];
  return {
    clippedPerDay,
    winsorisedPerDay,
    theilSenPerDay,
    endToEndPerDay,
    seenPerDay,
    forecastPerDay: carriedOn(seenPerDay, recentPerDay, freedShare(values)),
    disagreementPerDay: (Math.max(...members) - Math.min(...members)) / 2,
  };
}

/** Change over a week, a day; the weekly pattern cancels in it. */
function weeklyChanges(values: readonly number[]): number[] {
  return values.slice(7).map((value, index) => (value - (values[index] ?? value)) / 7);
}

/**
 * Where nothing is freed, a change of pace is news: the recent weeks count as much as the whole window. Where space comes and goes, they
 * are distrusted when they are steeper.
 */
function carriedOn(seen: number, recent: number, freed: number): number {
  if (seen <= 0) return seen * fallingKept;
  const swinging = ramp(freed, freedShares.never, freedShares.often);
  const steeper = ramp(recent / seen, steeperRatios.from, steeperRatios.to);
  const kept = seen * (1 - (1 - steeperKept) * steeper);
  return (1 - swinging) * ((seen + recent) / 2) + swinging * kept;
}

/** The share of all movement from day to day that goes down; 0 of a series that never moves. */
function freedShare(values: readonly number[]): number {
  let [down, all] = [0, 0];
  for (const [index, value] of values.slice(1).entries()) {
    const change = value - (values[index] ?? value);
    all += Math.abs(change);
    down += Math.max(0, -change);
  }
  return all > 0 ? down / all : 0;
}

/** From 0 at `from` to 1 at `to`. */
function ramp(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
