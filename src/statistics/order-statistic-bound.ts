import { binomialUpperTail } from './binomial.ts';

/**
 * The smallest rank r, counted from 1, whose order statistic lies at or above the quantile `share` with at least this confidence:
 * P(Bin(n, share) ≤ r − 1) ≥ confidence. Null where even the largest value does not. Wilks 1941; Hahn and Meeker 1991, §5.2.
 */
export function upperBoundRank(n: number, share: number, confidence: number): number | null {
  let low = 1;
  let high = n + 1;
  while (low < high) {
    const rank = Math.floor((low + high) / 2);
    if (1 - binomialUpperTail(rank, n, share) >= confidence) high = rank;
    else low = rank + 1;
  }
  return low <= n ? low : null;
}

/** The largest rank whose order statistic lies at or below the quantile: P(Bin(n, share) ≥ r) ≥ confidence; null where none does. */
export function lowerBoundRank(n: number, share: number, confidence: number): number | null {
  let low = 0;
  let high = n;
  while (low < high) {
    const rank = Math.ceil((low + high) / 2);
    if (binomialUpperTail(rank, n, share) >= confidence) low = rank;
    else high = rank - 1;
  }
  return low >= 1 ? low : null;
}
