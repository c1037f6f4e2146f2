import type { ForecastCalibration } from './calibration.ts';
import type { DayReading } from './daily-series.ts';
import { type FittedCurve, fittedCurves } from './fitted-curves.ts';
import {
  type ForecastFan,
  forecastSeries,
  type NotEnoughHistory,
  type ReadyForecast,
} from './forecast.ts';
import { type LevelOutlook, levelOutlook } from './level-outlook.ts';
import type { CapacitySettings } from './settings.ts';

export interface RepositoryFacts {
  /** Used space by day, in any unit. */
  readonly readings: readonly DayReading[];
  /** In the same unit; null where none is known, such as object storage without a limit. */
  readonly capacity: number | null;
  /** What is used now by the newest reading, which the readings by day may lack: a tier has only days on which every member is known. */
  readonly usedNow?: number | null;
  readonly originDay: number;
  readonly settings: CapacitySettings;
  readonly calibration: ForecastCalibration;
  /** What makes the forecast less sure than its readings show. */
  readonly widen?: (forecast: ReadyForecast) => ReadyForecast;
}

export interface PercentOutlook extends LevelOutlook {
  readonly percent: number;
}

/** Growth is known, but there may be no capacity to compare it with. */
export interface RepositoryOutlook {
  readonly status: 'ready';
  readonly forecast: ReadyForecast;
  /** Null with the reason where no capacity is known. */
  readonly levels: readonly PercentOutlook[] | null;
  readonly reason: string | null;
  readonly fit: readonly FittedCurve[];
}

export interface RepositoryWithoutForecast {
  readonly status: 'not-enough-history';
  readonly reason: string;
  readonly seen: NotEnoughHistory;
}

/** When a repository reaches its levels, or why that cannot be said. */
export function forecastRepository(
  facts: RepositoryFacts,
): RepositoryOutlook | RepositoryWithoutForecast {
  const { readings, capacity, usedNow = null, originDay, settings, calibration, widen } = facts;
  const { historyDays, horizonDays } = settings;
  const made = forecastSeries({ readings, originDay, historyDays, horizonDays, calibration });
  if (made.status === 'not-enough-history') {
    const reason = `not enough history, ${made.knownDays} of ${made.neededDays} days`;
    return { status: 'not-enough-history', reason, seen: made };
  }
  const forecast = widen === undefined ? made : widen(made);
  const reason = capacityFault(capacity);
  return {
    status: 'ready',
    forecast,
    levels:
      reason === null
        ? levelsOf(atLeastNow(forecast, usedNow), capacity ?? Number.NaN, settings)
        : null,
    reason,
    fit: fittedCurves(forecast.values),
  };
}

/** A level that is passed now is reached, whatever the days before say. */
export function atLeastNow<Fan extends ForecastFan>(forecast: Fan, usedNow: number | null): Fan {
  const { lastKnown } = forecast;
  const value = Math.max(lastKnown.value, usedNow ?? lastKnown.value);
  return { ...forecast, lastKnown: { ...lastKnown, value } };
}

function levelsOf(
  forecast: ReadyForecast,
  capacity: number,
  { levelsPercent, probabilityDays }: CapacitySettings,
): PercentOutlook[] {
  return levelsPercent.map((percent) => ({
    percent,
    ...levelOutlook(forecast, (capacity * percent) / 100, probabilityDays),
  }));
}

/** Why no level of this capacity can be reached; null where it can. */
export function capacityFault(capacity: number | null): string | null {
  if (capacity === null) return 'the capacity is not known, so no level can be reached';
  if (!Number.isFinite(capacity) || capacity <= 0) {
    return `the capacity is told as ${capacity}, so no level can be reached`;
  }
  return null;
}
