import type { ForecastPoint, KeptForecast } from '../../domain/stored-backup.ts';
import { median } from '../../statistics/median.ts';
import type { DayReading } from './daily-series.ts';
import { type ForecastFan, quantilePath } from './forecast.ts';

/** One past forecast of one day, and what came. */
interface ResolvedPoint extends ForecastPoint {
  readonly madeOnDay: number;
  readonly came: number;
}

/** How past forecasts of one repository did. */
export interface KeptPromises {
  readonly resolved: number;
  readonly inside80: number;
  readonly inside95: number;
  /** Median of |came − expected| as a share of what came, in per cent; null without any. */
  readonly medianErrorPercent: number | null;
  /** The newest that has come true or not, the one that looked furthest ahead. */
  readonly last: ResolvedPoint | null;
}

/** Days ahead that are kept of each forecast. */
const keptDaysAhead = [7, 14, 30, 60, 90];

/** What is kept of a forecast. */
export function promisedPoints(forecast: ForecastFan): readonly ForecastPoint[] {
  const paths = [0.1, 0.9, 0.025, 0.975].map((share) => quantilePath(forecast, share));
  return keptDaysAhead.flatMap((daysAhead) => {
    const expected = forecast.path[daysAhead - 1];
    const [low80, high80, low95, high95] = paths.map((path) => path[daysAhead - 1]);
    if (expected === undefined || low80 === undefined || high80 === undefined) return [];
    if (low95 === undefined || high95 === undefined) return [];
    return [{ daysAhead, expected, low80, high80, low95, high95 }];
  });
}

/** Holds past forecasts against the readings of the days they spoke of; a day without a reading decides nothing. */
export function keptPromises(
  past: readonly KeptForecast[],
  readings: readonly DayReading[],
): KeptPromises {
  const cameOn = new Map(readings.map(({ day, value }) => [day, value]));
  const resolved = past.flatMap(({ madeOnDay, points }) =>
    points.flatMap((point): ResolvedPoint[] => {
      const came = cameOn.get(madeOnDay + point.daysAhead);
      return came === undefined || !(came > 0) ? [] : [{ ...point, madeOnDay, came }];
    }),
  );
  const dueDay = ({ madeOnDay, daysAhead }: ResolvedPoint) => madeOnDay + daysAhead;
  const newestLast = resolved.toSorted(
    (one, other) => dueDay(one) - dueDay(other) || one.daysAhead - other.daysAhead,
  );
  const error = median(resolved.map(({ came, expected }) => Math.abs(came - expected) / came));
  return {
    resolved: resolved.length,
    inside80: resolved.filter(({ came, low80, high80 }) => came >= low80 && came <= high80).length,
    inside95: resolved.filter(({ came, low95, high95 }) => came >= low95 && came <= high95).length,
    medianErrorPercent: error === null ? null : error * 100,
    last: newestLast.at(-1) ?? null,
  };
}
