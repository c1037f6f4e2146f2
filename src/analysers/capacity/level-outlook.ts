import { errorQuantile, shareBelow } from './calibration.ts';
import type { ForecastFan } from './forecast.ts';

/** Days after the origin between which a level is reached; null: not within the horizon. */
interface DayInterval {
  readonly early: number | null;
  readonly late: number | null;
}

/** When a series first reaches a level. */
export interface LevelOutlook {
  readonly level: number;
  /** `not-within`: it is more likely than not that the level is not reached within the horizon. */
  readonly answer: 'reached' | 'within' | 'not-within';
  readonly horizonDays: number;
  /** The likely day: 0 when reached, null when not within the horizon. */
  readonly days: number | null;
  readonly interval80: DayInterval;
  readonly interval95: DayInterval;
  readonly probabilities: readonly ReachProbability[];
}

interface ReachProbability {
  readonly withinDays: number;
  /** 0–1; the table of past errors ends at 0.005 and 0.995. */
  readonly probability: number;
}

/**
 * The first day on which the highest value so far reaches the level. It is read from the errors of past peaks: a series that is above
 * the level on one day in five reaches it earlier than its values day by day would say.
 */
export function levelOutlook(
  forecast: ForecastFan,
  level: number,
  probabilityDays: readonly number[],
): LevelOutlook {
  const horizonDays = forecast.path.length;
  const isReached = forecast.lastKnown.value >= level;
  const dayAt = (share: number) => (isReached ? 0 : firstDay(forecast, level, share));
  const days = dayAt(0.5);
  const dated = days === null ? 'not-within' : 'within';
  return {
    level,
    answer: isReached ? 'reached' : dated,
    horizonDays,
    days,
    interval80: { early: dayAt(0.9), late: dayAt(0.1) },
    interval95: { early: dayAt(0.975), late: dayAt(0.025) },
    probabilities: probabilityDays
      .filter((withinDays) => withinDays <= horizonDays)
      .map((withinDays) => ({
        withinDays,
        probability: isReached ? 1 : probabilityWithin(forecast, level, withinDays),
      })),
  };
}

/** The first day whose peak reaches the level at this quantile; null when none within the horizon does. */
function firstDay(forecast: ForecastFan, level: number, share: number): number | null {
  const { path, spread, tables } = forecast;
  const errorAt = errorQuantile(tables.peaks, share);
  let peak = Number.NEGATIVE_INFINITY;
  for (const [index, value] of path.entries()) {
    peak = Math.max(peak, value);
    if (peak + errorAt(index + 1) * (spread[index] ?? Number.NaN) >= level) return index + 1;
  }
  return null;
}

/** The highest of the days up to this one, since a level once reached stays reached. */
function probabilityWithin(forecast: ForecastFan, level: number, withinDays: number): number {
  const { path, spread, tables } = forecast;
  let peak = Number.NEGATIVE_INFINITY;
  let probability = 0;
  for (let day = 1; day <= withinDays; day += 1) {
    peak = Math.max(peak, path[day - 1] ?? peak);
    const error = (level - peak) / (spread[day - 1] ?? Number.NaN);
    probability = Math.max(probability, 1 - shareBelow(tables.peaks, error, day));
  }
  return probability;
}
