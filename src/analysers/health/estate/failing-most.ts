import {
  betaPrior,
  noShares,
  shrunkenShare,
  withGroup,
} from '../../../statistics/beta-binomial.ts';
import type { EstateMeasures } from '../measures.ts';
import type { JobBrief } from './job-brief.ts';

const mostShown = 10;

/** Jobs by the share of failed runs that theirs exceeds with 95 % certainty, each drawn towards all jobs: few runs never outrank proven trouble. */
export function failingMost(jobs: readonly JobBrief[]): EstateMeasures['failingMost'] {
  let sums = noShares;
  for (const { failed, judged } of jobs) sums = withGroup(sums, failed, judged);
  const prior = betaPrior(sums);
  if (prior === null) return [];
  // The bound rises with the observed share; only jobs above the rest can lead the list.
  const failing = jobs.filter(({ failed }) => failed > 0);
  const ranked = failing.map(({ id, name, failed, judged }) => {
    const { share, lower } = shrunkenShare(failed, judged, prior);
    return { id, name, failed, judged, share: fourDecimals(share), lower: fourDecimals(lower) };
  });
  return ranked
    .sort((one, other) => other.lower - one.lower || (one.id < other.id ? -1 : 1))
    .slice(0, mostShown);
}

function fourDecimals(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
