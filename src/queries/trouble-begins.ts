import type { Run } from '../domain/run.ts';

/** Where a job's newest trouble begins; null where one of the two runs is not there, with the reason. */
export interface BeginningOfTrouble {
  readonly lastGood: Run | null;
  readonly firstBad: Run | null;
  readonly reason: string | null;
}

/** The first run of the newest failing streak and the good run before it; runs are given newest first. */
export function beginningOfTrouble(runs: readonly Run[]): BeginningOfTrouble {
  const decided = runs.filter(({ outcome }) => ['success', 'warning', 'failed'].includes(outcome));
  const newestFailed = decided.findIndex(({ outcome }) => outcome === 'failed');
  if (newestFailed === -1) {
    return { lastGood: null, firstBad: null, reason: 'no failed run is kept' };
  }
  const fromFailure = decided.slice(newestFailed);
  const good = fromFailure.findIndex(({ outcome }) => outcome !== 'failed');
  const firstBad = fromFailure.at(good === -1 ? -1 : good - 1) ?? null;
  const lastGood = good === -1 ? null : (fromFailure[good] ?? null);
  if (lastGood === null) {
    return { lastGood, firstBad, reason: 'no good run before the failures is kept' };
  }
  const isOver = newestFailed > 0;
  return { lastGood, firstBad, reason: isOver ? 'it does not fail now; its last failures' : null };
}
