import { incompleteBeta } from './incomplete-beta.ts';

/** P(|T| ≥ |t|) of Student's t distribution. Abramowitz and Stegun 26.7.1 through the incomplete beta function. */
export function studentTwoSidedP(t: number, degreesOfFreedom: number): number {
  if (Number.isNaN(t)) return Number.NaN;
  if (!Number.isFinite(t)) return 0;
  return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}

/**
 * The t that |T| exceeds with probability `twoSidedP`, 0 < p < 1, by bisection to 1e-9; infinite without degrees of freedom.
 */
export function studentTwoSidedQuantile(twoSidedP: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom <= 0) return Number.POSITIVE_INFINITY;
  let low = 0;
  let high = 1;
  while (studentTwoSidedP(high, degreesOfFreedom) > twoSidedP) high *= 2;
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (studentTwoSidedP(middle, degreesOfFreedom) > twoSidedP) low = middle;
    else high = middle;
  }
  return high;
}
