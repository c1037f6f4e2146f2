import { errorTables, type ForecastCalibration } from './calibration.ts';
import { dayOf } from './capacity-history.ts';
import type { ForecastFan, ReadyForecast } from './forecast.ts';
import type { CapacityMeasures } from './measures.ts';
import type { UsageStep } from './usage-steps.ts';

/** The days of a forecast and what is expected of the days to come; NaN: not known. */
export type DrawnForecast = ForecastFan & Pick<ReadyForecast, 'values'>;

/** What a picture of one repository shows; GiB. */
export interface DrawnRepository {
  readonly forecast: DrawnForecast;
  readonly levels: ReadonlyArray<{ readonly percent: number; readonly gib: number }>;
  readonly steps: readonly UsageStep[];
}

/** A kept finding as it can be drawn; null where no forecast was made. Outliers are left out of the line, as they were of the forecast. */
export function drawnRepository(
  { fan, series, history, levels, steps }: CapacityMeasures,
  calibration: ForecastCalibration,
): DrawnRepository | null {
  if (fan === null) return null;
  const { historyDays, ...rest } = fan;
  const known = new Map(series.map(({ day, gib }) => [day, gib]));
  for (const { day } of history.removed) known.delete(day);
  const byDay = new Map([...known].map(([day, gib]) => [dayOf(new Date(day)), gib]));
  const firstDay = fan.lastKnown.day - historyDays + 1;
  return {
    forecast: {
      ...rest,
      tables: errorTables(calibration, historyDays),
      values: Array.from({ length: historyDays }, (_, at) => usable(byDay.get(firstDay + at))),
    },
    levels: levels.map(({ percent, levelGib }) => ({ percent, gib: levelGib })),
    steps: steps.map(({ day, gib }) => ({ day: dayOf(new Date(day)), size: gib })),
  };
}

/** A repository that was once used is not empty: nothing and less is a failed reading. */
function usable(gib: number | undefined): number {
  return gib !== undefined && gib > 0 ? gib : Number.NaN;
}
