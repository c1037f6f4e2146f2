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
  return rootBetween((k) => confidenceOf(k) - confidence, -200, 200);
}

type Rising = (x: number) => number;

/** Where a rising function is 0: by halving until it is no longer flat, then by false position (Illinois). */
function rootBetween(rising: Rising, from: number, to: number): number {
  let [low, high] = [from, to];
  while (high - low > 0.5) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return byFalsePosition(rising, low, high);
}

function byFalsePosition(rising: Rising, from: number, to: number): number {
  let [low, high] = [from, to];
  let [below, above] = [rising(low), rising(high)];
  for (let turn = 0; turn < 40 && high - low > 1e-9; turn += 1) {
    const between = high - (above * (high - low)) / (above - below);
    const value = rising(between);
    if (Math.abs(value) < 1e-12) return between;
    if (value < 0) {
      [low, below] = [between, value];
      above /= 2;
    } else {
      [high, above] = [between, value];
      below /= 2;
    }
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
