import { type Chance, fraction } from '../chance.ts';
import { logNormal, pareto } from '../heavy-tail.ts';

/** The shape of a quantity that is mostly ordinary and now and then far beyond. */
export interface Mixture {
  readonly median: number;
  /** Standard deviation of the logarithm of the bulk. */
  readonly spread: number;
  /** Share of draws that are stretched by a Pareto factor. */
  readonly tailShare: number;
  /** The smaller, the heavier; below 1 even the mean has no bound. */
  readonly tailIndex: number;
  readonly most: number;
}

/** One draw from a log-normal bulk with a Pareto tail. */
export function drawFrom(chance: Chance, mixture: Mixture): number {
  const bulk = logNormal(chance, mixture.median, mixture.spread);
  const isTail = fraction(chance) < mixture.tailShare;
  const stretch = isTail ? pareto(chance, 1, mixture.tailIndex) : 1;
  return Math.min(mixture.most, bulk * stretch);
}
