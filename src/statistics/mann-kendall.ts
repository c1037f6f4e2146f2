import { standardNormalCdf } from './normal-distribution.ts';

/** Kendall's score of a series against its order, and that score's variance when nothing changes. */
export interface KendallScore {
  /** Pairs that rise minus pairs that fall. */
  readonly score: number;
  readonly variance: number;
}

/** `z` is positive when the values rise; it carries the continuity correction. */
export interface MonotonicTrend extends KendallScore {
  readonly z: number;
  readonly twoSidedP: number;
}

/** S = Σ sign(xⱼ − xᵢ) over i < j, Var S = (n(n−1)(2n+5) − Σ t(t−1)(2t+5)) / 18 over ties of size t. Mann 1945, Kendall 1975. */
export function kendallScore(values: readonly number[]): KendallScore {
  let score = 0;
  for (let later = 1; later < values.length; later += 1) {
    const value = values[later] ?? 0;
    for (let earlier = 0; earlier < later; earlier += 1) {
      score += Math.sign(value - (values[earlier] ?? 0));
    }
  }
  let spread = pairWeight(values.length);
  for (const size of tieSizes(values)) spread -= pairWeight(size);
  return { score, variance: spread / 18 };
}

/** The Mann–Kendall test for a monotonic trend; null when all values are equal or there are fewer than two. */
export function mannKendall(values: readonly number[]): MonotonicTrend | null {
  return trendOfScore(kendallScore(values));
}

/** The normal test of a score, moved one step towards 0 as a score moves in steps; null without variance. */
export function trendOfScore({ score, variance }: KendallScore): MonotonicTrend | null {
  if (variance <= 0) return null;
  const z = (score - Math.sign(score)) / Math.sqrt(variance);
  return { score, variance, z, twoSidedP: Math.min(1, 2 * standardNormalCdf(-Math.abs(z))) };
}

function pairWeight(size: number): number {
  return size * (size - 1) * (2 * size + 5);
}

function tieSizes(values: readonly number[]): Iterable<number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts.values();
}
