import { standardNormalQuantile } from './normal-distribution.ts';

/** Bounds of a proportion, both in 0–1. */
export interface ProportionInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval without continuity correction: the proportions π with |p − π| ≤ z·√(π(1 − π)/n).
 * Null without trials; exactly 0 and 1 as bounds at no and at all events. Wilson 1927; Newcombe 1998, method 3.
 */
export function wilsonInterval(
  events: number,
  trials: number,
  confidenceLevel = 0.95,
): ProportionInterval | null {
  if (trials <= 0) return null;
  const z = standardNormalQuantile((1 + confidenceLevel) / 2);
  const share = events / trials;
  const middle = 2 * events + z * z;
  const halfWidth = z * Math.sqrt(z * z + 4 * events * (1 - share));
  const scale = 2 * (trials + z * z);
  return {
    low: events === 0 ? 0 : (middle - halfWidth) / scale,
    high: events === trials ? 1 : (middle + halfWidth) / scale,
  };
}
