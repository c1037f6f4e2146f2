import { type ForecastFan, quantilePath } from './forecast.ts';
import type { PercentOutlook } from './repository-forecast.ts';

export type Priority = 'URGENT' | 'HIGH' | 'MEDIUM' | 'LOW';

/** When to order, so that it arrives before the level is reached. */
export interface OrderBy {
  readonly percent: number;
  /** Days from the origin; 0: now, or too late already. Null: not within the horizon. */
  readonly likelyInDays: number | null;
  /** The same for the early day of the 80 % interval. */
  readonly safeInDays: number | null;
}

/** Even odds, and odds that are worth an order, to be full before one could arrive. */
const evenOdds = 0.5;
const notableOdds = 0.1;

/** The last day to order on for each level. */
export function orderBy(outlooks: readonly PercentOutlook[], leadTimeDays: number): OrderBy[] {
  const before = (days: number | null) => (days === null ? null : Math.max(0, days - leadTimeDays));
  return outlooks.map(({ percent, days, interval80 }) => ({
    percent,
    likelyInDays: before(days),
    safeInDays: before(interval80.early),
  }));
}

/**
 * How pressing a repository is, from the probability that its levels are reached before an order made today arrives. A level that is
 * reached already is never LOW; the highest one is URGENT, the one below it HIGH. `outlooks` rise; their probability is taken at the
 * longest time that is told up to the lead time.
 */
export function priorityOf(outlooks: readonly PercentOutlook[], leadTimeDays: number): Priority {
  const [full, below] = [outlooks.at(-1), outlooks.at(-2)];
  const lowest = outlooks[0];
  const chance = (outlook: PercentOutlook | undefined) => chanceWithin(outlook, leadTimeDays);
  if (full?.answer === 'reached' || chance(full) >= evenOdds) return 'URGENT';
  if (below?.answer === 'reached' || chance(full) >= notableOdds) return 'HIGH';
  if (lowest?.answer === 'reached' || chance(lowest) >= evenOdds) return 'MEDIUM';
  return 'LOW';
}

/** The capacity that nine futures in ten leave below the target fill on the last day of the horizon and before, plus a buffer. */
export function recommendedCapacity(
  forecast: ForecastFan,
  targetPercent: number,
  safetyBufferPercent: number,
): number {
  const highest = Math.max(forecast.lastKnown.value, ...quantilePath(forecast, 0.9));
  return (highest / (targetPercent / 100)) * (1 + safetyBufferPercent / 100);
}

function chanceWithin(outlook: PercentOutlook | undefined, leadTimeDays: number): number {
  const told = outlook?.probabilities ?? [];
  const inTime = told.filter(({ withinDays }) => withinDays <= leadTimeDays);
  // Told for longer times only: rather too pressing than not pressing enough.
  const chosen = inTime.length > 0 ? inTime : told;
  return chosen.reduce((most, { probability }) => Math.max(most, probability), 0);
}
