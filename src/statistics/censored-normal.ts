import type { TimedObservation } from './kaplan-meier.ts';
import { standardNormalCdf } from './normal-distribution.ts';

/** Mean and standard deviation of a normal distribution. */
export interface NormalFit {
  readonly mean: number;
  readonly deviation: number;
}

const mostTurns = 500;

/**
 * The most likely normal distribution of observations of which some were cut off before their value (right-censored), by expectation
 * and maximisation: each cut-off one counts as the mean of what may lie beyond it. The variance is the most likely one, by n and not n − 1.
 * Null with fewer than two values. Dempster, Laird and Rubin 1977, §4.4.
 */
export function fitCensoredNormal(observations: readonly TimedObservation[]): NormalFit | null {
  const values = observations.filter(({ isEvent }) => isEvent).map(({ time }) => time);
  if (values.length < 2) return null;
  const n = observations.length;
  let fit = plainFit(values);
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const { mean, deviation } = fit;
    if (!(deviation > 0)) return fit;
    let sum = 0;
    let squares = 0;
    for (const { time, isEvent } of observations) {
      const beyond = isEvent ? 0 : hazard((time - mean) / deviation);
      sum += isEvent ? time : mean + deviation * beyond;
      // About the mean so far: E[(X − μ)² | X > c] = σ² + σ(c − μ)h.
      squares += isEvent
        ? (time - mean) ** 2
        : deviation ** 2 + deviation * (time - mean) * beyond;
    }
    const next = sum / n;
    fit = { mean: next, deviation: Math.sqrt(Math.max(0, squares / n - (next - mean) ** 2)) };
    const moved = Math.abs(next - mean) + Math.abs(fit.deviation - deviation);
    if (moved < 1e-9 * fit.deviation) return fit;
  }
  return fit;
}

function plainFit(values: readonly number[]): NormalFit {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

/** φ(z) / (1 − Φ(z)); beyond 30 deviations z itself, to three digits. */
function hazard(z: number): number {
  if (z > 30) return z;
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / standardNormalCdf(-z);
}
