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
/** Growth that has only lately become steep tends to settle: between these ratios trust falls to acceleratedKept. */
const accelerationFrom = 1.2;
const accelerationTo = 1.8;
const acceleratedKept = 0.75;

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
    forecastPerDay: seenPerDay * keptShare(seenPerDay, recentPerDay),
    disagreementPerDay: (Math.max(...members) - Math.min(...members)) / 2,
  };
}

/** Change over a week, a day; the weekly pattern cancels in it. */
function weeklyChanges(values: readonly number[]): number[] {
  return values.slice(7).map((value, index) => (value - (values[index] ?? value)) / 7);
}

function keptShare(seen: number, recent: number): number {
  if (seen <= 0) return fallingKept;
  const steeper = (recent / seen - accelerationFrom) / (accelerationTo - accelerationFrom);
  return 1 - (1 - acceleratedKept) * Math.min(1, Math.max(0, steeper));
}
