import { median } from './median.ts';

/** Makes the median absolute deviation of a normal sample its standard deviation. */
const normalConsistency = 1.4826;

/**
 * The mean after values beyond `deviations` robust standard deviations from the median were moved to that bound; null of nothing.
 * The robust standard deviation is 1.4826 × the median absolute deviation: Rousseeuw and Croux 1993.
 */
export function clippedMean(values: readonly number[], deviations: number): number | null {
  const middle = median(values);
  if (middle === null) return null;
  const spread = median(values.map((value) => Math.abs(value - middle))) ?? 0;
  const reach = deviations * normalConsistency * spread;
  let sum = 0;
  for (const value of values) {
    sum += Math.min(middle + reach, Math.max(middle - reach, value));
  }
  return sum / values.length;
}
