import { standardNormalQuantile } from './normal-distribution.ts';
import type { RandomNumbers } from './random-numbers.ts';

/** A standard normal number, by the quantile of an even one. */
export function normalDraw(random: RandomNumbers): number {
  // The quantile of exactly 0 has no bound.
  return standardNormalQuantile(random() || 2 ** -33);
}

/** A number of the χ² distribution with so many degrees of freedom, at least 2: twice a gamma number of half that shape. */
export function chiSquareDraw(freedom: number, random: RandomNumbers): number {
  return 2 * gammaDraw(freedom / 2, random);
}

/** Marsaglia and Tsang, "A simple method for generating gamma variables", 2000; shape ≥ 1. */
function gammaDraw(shape: number, random: RandomNumbers): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalDraw(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(random()) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}
