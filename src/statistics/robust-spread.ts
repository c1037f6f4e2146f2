import { median } from './median.ts';

/** Makes the median absolute deviation an estimate of a normal distribution's standard deviation. */
const normalConsistency = 1.4826;

/**
 * 1.4826 × the median absolute deviation from the median, in the values' unit; null of nothing. 0 when more than half are equal: the
 * caller needs a floor. Hampel 1974; Leys et al. 2013.
 */
export function robustSpread(values: readonly number[]): number | null {
  const middle = median(values);
  if (middle === null) return null;
  const deviation = median(values.map((value) => Math.abs(value - middle)));
  return deviation === null ? null : normalConsistency * deviation;
}
