import { wilsonInterval } from '../../src/statistics/wilson-interval.ts';

/** What a rate should be, as a share. */
export interface RateLimit {
  readonly most?: number;
  readonly least?: number;
}

export interface JudgedRate {
  readonly share: number;
  /** Wilson's 95 % interval of the rate that such a sample comes from. */
  readonly low: number;
  readonly high: number;
  /** The limit lies outside the interval: chance does not explain the miss. */
  readonly isMissed: boolean;
}

/** So many of so many against a limit, with the error of the sample allowed for. Of nothing no limit is met. */
export function judgedRate(hits: number, of: number, { most, least }: RateLimit): JudgedRate {
  const reach = wilsonInterval(hits, of);
  if (reach === null) return { share: 0, low: 0, high: 1, isMissed: true };
  const isMissed = reach.low > (most ?? 1) || reach.high < (least ?? 0);
  return { share: hits / of, ...reach, isMissed };
}
