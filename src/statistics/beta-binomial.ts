import { betaQuantile } from './beta-distribution.ts';

/** Sums over groups from which the spread of their shares is estimated. */
export interface ShareSums {
  readonly groups: number;
  readonly events: number;
  readonly trials: number;
  /** Σ events² / trials. */
  readonly squares: number;
  /** Σ trials². */
  readonly squaredTrials: number;
}

export interface BetaPrior {
  readonly a: number;
  readonly b: number;
}

export const noShares: ShareSums = {
  groups: 0,
  events: 0,
  trials: 0,
  squares: 0,
  squaredTrials: 0,
};
/** Shares that spread less than chance alone would: as good as one common share, worth so many trials. */
const mostPriorTrials = 1000;

/** The sums with one more group; a group without trials adds nothing. */
export function withGroup(sums: ShareSums, events: number, trials: number): ShareSums {
  if (trials === 0) return sums;
  return {
    groups: sums.groups + 1,
    events: sums.events + events,
    trials: sums.trials + trials,
    squares: sums.squares + (events * events) / trials,
    squaredTrials: sums.squaredTrials + trials * trials,
  };
}

/**
 * The Beta distribution that groups' shares come from, by the method of moments with trials as weights (Kleinman 1973). Half an
 * event is added on both sides, so that groups that never failed leave a prior. Null with fewer than two groups.
 */
export function betaPrior(sums: ShareSums): BetaPrior | null {
  const { groups, events, trials, squares, squaredTrials } = sums;
  if (groups < 2) return null;
  const share = (events + 0.5) / (trials + 1);
  const spread = Math.max(0, squares - (events * events) / trials);
  const freedom = trials - squaredTrials / trials;
  const chance = share * (1 - share);
  const correlation = (spread - chance * (groups - 1)) / (chance * (freedom - groups + 1));
  const size =
    correlation > 1 / (mostPriorTrials + 1) ? Math.max(1 / correlation - 1, 0.1) : mostPriorTrials;
  return { a: share * size, b: (1 - share) * size };
}

/** A group's share drawn towards all groups, and the share that it exceeds with the wanted certainty. */
export function shrunkenShare(
  events: number,
  trials: number,
  { a, b }: BetaPrior,
  certainty = 0.95,
): { readonly share: number; readonly lower: number } {
  const bad = a + events;
  const good = b + trials - events;
  return { share: bad / (bad + good), lower: betaQuantile(1 - certainty, bad, good) };
}
