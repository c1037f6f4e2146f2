import type { DurationPercentile } from '../../domain/recovery-evidence.ts';
import { fitCensoredNormal } from '../../statistics/censored-normal.ts';
import { type SurvivalStep, survivalQuantileBounds } from '../../statistics/kaplan-meier.ts';
import { lowerBoundRank, upperBoundRank } from '../../statistics/order-statistic-bound.ts';
import { toleranceFactor } from '../../statistics/tolerance-factor.ts';

/** 1 − 0.95^59 is the first above 95 %: from here on the largest of all bounds the 95th percentile. */
const fewestForOrderStatistics = 59;
const confidence = 0.95;
const shares = [0.5, 0.9, 0.95] as const;

/** Percentiles in minutes; each bound holds by itself with 95 % confidence, null where the data reach none. */
export interface DurationBounds {
  readonly method: 'order-statistics' | 'kaplan-meier' | 'log-normal';
  readonly percentiles: readonly DurationPercentile[];
}

/**
 * Bounds of P50, P90 and P95. From 59 completed ones free of any distribution: order statistics, or Kaplan–Meier's where some failed.
 * Below by log-normal tolerance factors for the number of completed ones, which hold as far as times are log-normal. `cut` are the
 * minutes after which others failed.
 */
export function boundsOf(
  sorted: readonly number[],
  steps: readonly SurvivalStep[],
  cut: readonly number[],
  estimate: (share: number) => number | null,
): DurationBounds {
  const n = sorted.length;
  if (n < fewestForOrderStatistics) {
    const percentiles = shares.map(logNormalBounds(sorted, cut));
    return { method: 'log-normal', percentiles: percentiles.map(withEstimate(estimate)) };
  }
  if (cut.length > 0) {
    // Two-sided 90 % is 95 % on each side.
    const percentiles = shares.map((share) => ({
      share,
      ...survivalQuantileBounds(steps, share, 2 * confidence - 1),
    }));
    return { method: 'kaplan-meier', percentiles: percentiles.map(withEstimate(estimate)) };
  }
  const percentiles = shares.map((share) => ({
    share,
    low: atRank(sorted, lowerBoundRank(n, share, confidence)),
    high: atRank(sorted, upperBoundRank(n, share, confidence)),
  }));
  return { method: 'order-statistics', percentiles: percentiles.map(withEstimate(estimate)) };
}

function withEstimate(estimate: (share: number) => number | null) {
  return (bounds: { share: number; low: number | null; high: number | null }) => ({
    ...bounds,
    minutes: estimate(bounds.share),
  });
}

/** By the most likely normal distribution of the logarithms; its deviation is made the usual one, by n − 1, of the completed. */
function logNormalBounds(times: readonly number[], cut: readonly number[]) {
  const n = times.length;
  const fit = fitCensoredNormal([
    ...times.map((time) => ({ time: Math.log(time), isEvent: true })),
    ...cut.map((time) => ({ time: Math.log(time), isEvent: false })),
  ]);
  return (share: number) => {
    if (fit === null) return { share, low: null, high: null };
    const spread = fit.deviation * Math.sqrt(n / (n - 1));
    const bound = (level: number) => Math.exp(fit.mean + toleranceFactor(n, share, level) * spread);
    return { share, low: bound(1 - confidence), high: bound(confidence) };
  };
}

function atRank(sorted: readonly number[], rank: number | null): number | null {
  return rank === null ? null : (sorted[rank - 1] ?? null);
}
