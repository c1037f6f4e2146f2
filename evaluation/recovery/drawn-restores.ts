import type { RestoreRecord } from '../../src/domain/recovery-evidence.ts';
import { standardNormalQuantile } from '../../src/statistics/normal-distribution.ts';
import type { RandomNumbers } from '../../src/statistics/random-numbers.ts';

const minuteMs = 60_000;
const gibibyte = 1024 ** 3;

/** How the minutes of restores are distributed in truth. */
export interface TimeLaw {
  readonly name: string;
  readonly quantile: (share: number) => number;
}

export const logNormal: TimeLaw = {
  name: 'log-normal',
  quantile: (share) => Math.exp(3.4 + 0.6 * standardNormalQuantile(share)),
};

/** Pareto with index 1.5: mean three times its least value, no variance. */
export const heavyTailed: TimeLaw = {
  name: 'heavy tail (Pareto 1.5)',
  quantile: (share) => 10 * (1 - share) ** (-1 / 1.5),
};

/** Two kinds of restores in one family: one in five takes ten times as long. */
export const twoKinds: TimeLaw = {
  name: 'two kinds, 1 in 5 ten times as long',
  quantile: (share) =>
    share < 0.8
      ? 20 * Math.exp(0.2 * standardNormalQuantile(share / 0.8))
      : 200 * Math.exp(0.2 * standardNormalQuantile((share - 0.8) / 0.2)),
};

export function evenDraw(random: RandomNumbers): number {
  return random() || 2 ** -33;
}

/** Restores of one family; with a share to fail, a restore ends failed where its own clock of failure strikes first. */
export function drawnRestores(
  law: TimeLaw,
  count: number,
  failingShare: number,
  random: RandomNumbers,
): readonly RestoreRecord[] {
  return Array.from({ length: count }, () => {
    const minutes = law.quantile(evenDraw(random));
    if (failingShare === 0) return restoreOf(minutes, 'done', null);
    // As likely to strike within a typical restore as its share says, at any time alike.
    const strikesAfter = (-law.quantile(0.5) * Math.log(evenDraw(random))) / failingShare;
    return strikesAfter < minutes
      ? restoreOf(strikesAfter, 'failed', null)
      : restoreOf(minutes, 'done', null);
  });
}

export function restoreOf(
  minutes: number,
  outcome: 'done' | 'failed',
  sizeGib: number | null,
): RestoreRecord {
  const startedAt = new Date(0);
  const endedAt = new Date(minutes * minuteMs);
  return {
    ...{ sessionId: 'drawn', family: 'full-machine', workload: 'drawn', startedAt, endedAt },
    ...{ outcome, usableAt: outcome === 'done' ? endedAt : null },
    ...{ sizeBytes: sizeGib === null ? null : sizeGib * gibibyte },
    ...{ repositoryId: 'r-1', repositoryName: 'Main' },
  };
}
