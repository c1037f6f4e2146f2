import type { ReadyForecast } from './forecast.ts';
import type { TierHistory } from './tier-history.ts';

/** A quarter of what was guessed to have gone unseen, and three tenths of the growth, may be wrong in a history that was rebuilt. */
const guessedShare = 0.25;
const growthShare = 0.3;
/** A day's own swing is not seen in files either: a week of that doubt is there from the first day on. */
const doubtDaysAtOnce = 7;

/** The forecast less sure by the part of its history that nobody measured. */
export function widenedByRebuilding(
  forecast: ReadyForecast,
  { readings, guessedPerDay }: TierHistory,
): ReadyForecast {
  const firstDay = forecast.lastKnown.day - forecast.values.length + 1;
  const used = readings.filter(({ day }) => day >= firstDay && day <= forecast.lastKnown.day);
  const rebuilt = used.filter(({ source }) => source === 'rebuilt').length;
  if (rebuilt === 0) return forecast;
  const unsure =
    guessedShare * guessedPerDay + growthShare * Math.abs(forecast.trend.forecastPerDay);
  const perDay = (unsure * rebuilt) / used.length;
  return {
    ...forecast,
    spread: forecast.spread.map((value, index) => value + perDay * (index + 1 + doubtDaysAtOnce)),
  };
}
