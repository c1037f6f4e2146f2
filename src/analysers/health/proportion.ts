import { wilsonInterval } from '../../statistics/wilson-interval.ts';
import type { Proportion } from './measures.ts';

/** A share with its 95 % Wilson interval, rounded to four decimals; null without trials. */
export function proportionOf(events: number, trials: number): Proportion {
  const interval = wilsonInterval(events, trials);
  if (interval === null) return null;
  return {
    events,
    trials,
    share: fourDecimals(events / trials),
    low: fourDecimals(interval.low),
    high: fourDecimals(interval.high),
  };
}

/** "3 of 90 runs failed (3.3 %, 95 % interval 1.1 to 9.3 %)". */
export function proportionInWords(proportion: Proportion, what: string): string {
  if (proportion === null) return `no ${what}`;
  const { events, trials, share, low, high } = proportion;
  const interval = `95 % interval ${percent(low)} to ${percent(high)} %`;
  return `${events} of ${trials} ${what} (${percent(share)} %, ${interval})`;
}

function fourDecimals(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

function percent(share: number): string {
  return String(Math.round(share * 1000) / 10);
}
