import { logGamma } from './log-gamma.ts';
import { standardNormalCdf, standardNormalQuantile } from './normal-distribution.ts';

const steps = 400;

/**
 * The k for which mean + k·s of n normal values lies at or above their quantile `share` with this confidence; a lower bound by the
 * confidence 1 − c. It solves ∫ Φ(√n(k·w − z)) f(w) dw = confidence, w² being χ²/(n − 1). n ≥ 2. Hahn and Meeker 1991, table A.12.
 */
export function toleranceFactor(n: number, share: number, confidence: number): number {
  const z = standardNormalQuantile(share);
  const weights = spreadWeights(n - 1);
  const confidenceOf = (k: number) =>
    weights.reduce(
      (sum, { spread, weight }) =>
        sum + weight * standardNormalCdf(Math.sqrt(n) * (k * spread - z)),
      0,
    );
  let low = -200;
  let high = 200;
  for (let turn = 0; turn < 60; turn += 1) {
    const middle = (low + high) / 2;
    if (confidenceOf(middle) < confidence) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The distribution of s/σ with so many degrees of freedom on a fine grid, by Simpson's rule. */
function spreadWeights(freedom: number) {
  const halfWidth = 8 / Math.sqrt(2 * freedom);
  const from = Math.max(0, 1 - halfWidth);
  const width = (1 + halfWidth - from) / steps;
  const scale = Math.log(2) + (freedom / 2) * Math.log(freedom / 2) - logGamma(freedom / 2);
  // At 0 the density is 0, but with one degree of freedom it is that of a half normal.
  const densityAt = (spread: number) => {
    const power = freedom === 1 ? 0 : (freedom - 1) * Math.log(spread);
    return Math.exp(scale + power - (freedom * spread * spread) / 2);
  };
  return Array.from({ length: steps + 1 }, (_, turn) => {
    const spread = from + turn * width;
    return { spread, weight: (simpsonWeight(turn) * width * densityAt(spread)) / 3 };
  });
}

function simpsonWeight(turn: number): number {
  if (turn === 0 || turn === steps) return 1;
  return turn % 2 === 1 ? 4 : 2;
}
