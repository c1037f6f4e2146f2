import { quantilePath, type ReadyForecast } from '../../analysers/capacity/forecast.ts';
import { levelOutlook } from '../../analysers/capacity/level-outlook.ts';
import type { NamedLevel } from './origins.ts';

export const forecastHeader = 'series_id,origin,horizon,mean,lo80,hi80,lo95,hi95';
export const crossingHeader = 'series_id,origin,level_name,days,lo80,hi80,lo95,hi95';

/** One row a day ahead: what is expected, and the bounds that hold 80 and 95 % of past errors. */
export function forecastRows(id: string, forecast: ReadyForecast): string {
  const bounds = [0.1, 0.9, 0.025, 0.975].map((share) => quantilePath(forecast, share));
  const rows = forecast.path.map((mean, index) => {
    const numbers = [mean, ...bounds.map((bound) => bound[index] ?? Number.NaN)].map(short);
    return `${id},${forecast.originDay},${index + 1},${numbers.join(',')}\n`;
  });
  return rows.join('');
}

/** One row a level: the likely day and the early and late days; empty where they lie beyond the horizon. */
export function crossingRows(
  id: string,
  forecast: ReadyForecast,
  levels: readonly NamedLevel[],
): string {
  const rows = levels.map(({ name, level }) => {
    const { days, interval80, interval95 } = levelOutlook(forecast, level, []);
    const cells = [days, interval80.early, interval80.late, interval95.early, interval95.late];
    return `${id},${forecast.originDay},${name},${cells.map((day) => day ?? '').join(',')}\n`;
  });
  return rows.join('');
}

/** Ten digits are more than any repository reports. */
function short(value: number): number {
  return Number(value.toPrecision(10));
}
