import { incompleteBeta } from './incomplete-beta.ts';

/** P(|T| ≥ |t|) of Student's t distribution. Abramowitz and Stegun 26.7.1 through the incomplete beta function. */
export function studentTwoSidedP(t: number, degreesOfFreedom: number): number {
  if (Number.isNaN(t)) return Number.NaN;
  if (!Number.isFinite(t)) return 0;
  return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}
