import { median } from './median.ts';

/**
 * The median slope over all pairs of values whose distance is a multiple of `period`; null where there is no such pair.
 * Theil 1950, Sen 1968; with a period it compares like with like, as the seasonal slope of Hirsch, Slack and Smith 1982 does.
 */
export function theilSenSlope(values: readonly number[], period = 1): number | null {
  const slopes: number[] = [];
  for (const [first, from] of values.entries()) {
    for (let second = first + period; second < values.length; second += period) {
      slopes.push(((values[second] ?? from) - from) / (second - first));
    }
  }
  return median(slopes);
}
