import { kendallScore } from './mann-kendall.ts';
import { median } from './median.ts';
import { standardNormalQuantile } from './normal-distribution.ts';

export interface Point {
  readonly at: number;
  readonly value: number;
}

/** The slope in units of value by unit of `at`, with its confidence interval. */
export interface Slope {
  readonly slope: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The median of the slopes between all pairs of points of one season (one season: Theil 1950, Sen 1968; several: Hirsch 1982).
 * Interval by ranks: the ((N ∓ z√Var S) / 2)th slopes of N. Null without two instants in one season.
 */
export function theilSen(
  seasons: Iterable<readonly Point[]>,
  confidenceLevel = 0.95,
): Slope | null {
  const slopes: number[] = [];
  let variance = 0;
  for (const points of seasons) {
    addSlopes(slopes, points);
    variance += kendallScore(points.map((point) => point.value)).variance;
  }
  const slope = median(slopes);
  if (slope === null) return null;
  const sorted = Float64Array.from(slopes).sort();
  const reach = standardNormalQuantile((1 + confidenceLevel) / 2) * Math.sqrt(variance);
  const lowPlace = Math.max(Math.round((sorted.length - reach) / 2) - 1, 0);
  const highPlace = Math.min(Math.round((sorted.length + reach) / 2), sorted.length - 1);
  return { slope, low: sorted[lowPlace] ?? slope, high: sorted[highPlace] ?? slope };
}

function addSlopes(slopes: number[], points: readonly Point[]): void {
  for (const [place, later] of points.entries()) {
    for (let before = 0; before < place; before += 1) {
      const earlier = points[before] ?? later;
      if (earlier.at !== later.at)
        slopes.push((later.value - earlier.value) / (later.at - earlier.at));
    }
  }
}
