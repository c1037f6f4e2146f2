import { type Chance, fraction } from '../chance.ts';

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

/** A draw around 1 whose logarithm is normal. */
export function logNormal(chance: Chance, spread: number): number {
  return Math.exp(normal(chance) * spread);
}

/** One draw from a log-normal bulk with a Pareto tail. */
export function drawFrom(chance: Chance, mixture: Mixture): number {
  const bulk = mixture.median * logNormal(chance, mixture.spread);
  const isTail = fraction(chance) < mixture.tailShare;
  const stretch = isTail ? (1 - fraction(chance)) ** (-1 / mixture.tailIndex) : 1;
  return Math.min(mixture.most, bulk * stretch);
}

function normal(chance: Chance): number {
  const radius = Math.sqrt(-2 * Math.log(1 - fraction(chance)));
  return radius * Math.cos(2 * Math.PI * fraction(chance));
}
