import {
  type ErrorTables,
  errorQuantile,
  errorTables,
  type ForecastCalibration,
} from './calibration.ts';
import {
  type DailySeries,
  type DayReading,
  dailySeries,
  type ReadingFaults,
} from './daily-series.ts';
import { despike } from './despike.ts';
import { fillGaps } from './fill-gaps.ts';
import { spreadOf } from './spread.ts';
import { type Trend, trendOf } from './trend.ts';
import { restoreUnits, type UnitChange } from './unit-changes.ts';
import { profileAt, type WeeklyProfile, weeklyProfile } from './weekly-profile.ts';

/** Fewer known days carry no forecast. */
const minimumHistoryDays = 14;
/** Older days say more about another time than about the next three months: measured, longer windows forecast worse. */
const windowDays = 120;

export interface ForecastRequest {
  readonly readings: readonly DayReading[];
  /** The last day that may be seen; day 1 of the forecast follows it. */
  readonly originDay: number;
  /** At most so many days up to the origin are used. */
  readonly historyDays: number;
  readonly horizonDays: number;
  readonly calibration: ForecastCalibration;
}

interface Seen {
  readonly faults: ReadingFaults;
  readonly unitChanges: readonly UnitChange[];
  /** Taken out as out of line: people know what happened on those days. */
  readonly removed: readonly DayReading[];
  /** Days with a usable value. */
  readonly knownDays: number;
  readonly neededDays: number;
}

export interface NotEnoughHistory extends Seen {
  readonly status: 'not-enough-history';
}

/** The part of a forecast from which levels and intervals are read. */
export interface ForecastFan {
  readonly originDay: number;
  /** The newest usable value and its day. */
  readonly lastKnown: DayReading;
  /** Expected value of day 1, 2, … after the origin. */
  readonly path: readonly number[];
  /** The unit of error on each of these days. */
  readonly spread: readonly number[];
  readonly tables: ErrorTables;
}

/** What is expected, and how far the truth was from it in the past. */
export interface ReadyForecast extends Seen, ForecastFan {
  readonly status: 'ready';
  /** The days used, cleaned; NaN: not known. The last is the newest usable value. */
  readonly values: readonly number[];
  readonly trend: Trend;
  readonly profile: WeeklyProfile | null;
}

export type Forecast = NotEnoughHistory | ReadyForecast;

/** Forecasts one series from what was known on one day. */
export function forecastSeries(request: ForecastRequest): Forecast {
  const { originDay, horizonDays } = request;
  const daily = dailySeries(request.readings, originDay, Math.min(windowDays, request.historyDays));
  const { seen, values, lastKnownDay } = cleaned(daily);
  if (seen.knownDays < minimumHistoryDays || lastKnownDay === null) {
    return { status: 'not-enough-history', ...seen };
  }
  const length = values.length;
  const profile = weeklyProfile(values);
  const level = fillGaps(values.map((value, index) => value - profileAt(profile, length, index)));
  const trend = trendOf(level);
  const spreadAt = spreadOf(level, trend);
  const start = level.at(-1) ?? Number.NaN;
  const stepsAhead = Array.from(
    { length: horizonDays },
    (_, index) => originDay - lastKnownDay + index + 1,
  );
  return {
    status: 'ready',
    ...seen,
    originDay,
    lastKnown: { day: lastKnownDay, value: values.at(-1) ?? Number.NaN },
    values,
    trend,
    profile,
    path: stepsAhead.map(
      (step) => start + trend.forecastPerDay * step + profileAt(profile, length, length - 1 + step),
    ),
    spread: stepsAhead.map(spreadAt),
    tables: errorTables(request.calibration, length),
  };
}

/** The value that stays unexceeded on each day with this probability; used space is never below zero. */
export function quantilePath(
  { path, spread, tables }: ForecastFan,
  share: number,
): readonly number[] {
  const errorAt = errorQuantile(tables.values, share);
  return path.map((value, index) =>
    Math.max(0, value + errorAt(index + 1) * (spread[index] ?? Number.NaN)),
  );
}

function cleaned(daily: DailySeries): {
  readonly seen: Seen;
  readonly values: readonly number[];
  readonly lastKnownDay: number | null;
} {
  const units = restoreUnits(daily.values);
  const despiked = despike(units.values);
  const firstDay = (daily.lastKnownDay ?? 0) - daily.values.length + 1;
  const removed = despiked.removed.map((index) => ({
    day: firstDay + index,
    value: units.values[index] ?? Number.NaN,
  }));
  const lastIndex = despiked.values.findLastIndex((value) => !Number.isNaN(value));
  const values = despiked.values.slice(0, lastIndex + 1);
  return {
    seen: {
      faults: daily.faults,
      unitChanges: units.changes,
      removed,
      knownDays: values.filter((value) => !Number.isNaN(value)).length,
      neededDays: minimumHistoryDays,
    },
    values,
    lastKnownDay: lastIndex < 0 ? null : firstDay + lastIndex,
  };
}
