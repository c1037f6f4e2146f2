import { standardNormalCdf } from './normal-distribution.ts';

/** One group of an ordered classification: its score (such as the week's number), and events among trials. */
export interface ScoredGroup {
  readonly score: number;
  readonly events: number;
  readonly trials: number;
}

/** `z` is positive when the share of events rises with the score. */
export interface ProportionTrend {
  readonly z: number;
  readonly twoSidedP: number;
  readonly direction: 'rising' | 'falling' | 'level';
}

/**
 * Cochran–Armitage test for a linear trend of a proportion over ordered groups, without continuity correction:
 * z = Σ s(e − n·p̄) / √(p̄(1 − p̄)·(Σ n·s² − (Σ n·s)²/N)). Null when nothing can be tested: no or only events, or
 * fewer than two scores with trials. Cochran 1954, Armitage 1955; Agresti, Categorical Data Analysis, §5.3.
 */
export function cochranArmitage(groups: readonly ScoredGroup[]): ProportionTrend | null {
  const { events, trials, center } = totals(groups);
  if (events === 0 || events === trials) return null;
  const share = events / trials;
  let covariance = 0;
  let spread = 0;
  for (const group of groups) {
    const distance = group.score - center;
    covariance += distance * (group.events - group.trials * share);
    spread += group.trials * distance * distance;
  }
  if (spread === 0) return null;
  const z = covariance / Math.sqrt(share * (1 - share) * spread);
  return { z, twoSidedP: 2 * standardNormalCdf(-Math.abs(z)), direction: directionOf(z) };
}

function totals(groups: readonly ScoredGroup[]) {
  let events = 0;
  let trials = 0;
  let weighted = 0;
  for (const group of groups) {
    events += group.events;
    trials += group.trials;
    weighted += group.trials * group.score;
  }
  return { events, trials, center: trials === 0 ? 0 : weighted / trials };
}

function directionOf(z: number): ProportionTrend['direction'] {
  if (z === 0) return 'level';
  return z > 0 ? 'rising' : 'falling';
}
