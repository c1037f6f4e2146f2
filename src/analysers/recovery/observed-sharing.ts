import type { RestoreRecord } from '../../domain/recovery-evidence.ts';
import { fittedLine } from '../../statistics/linear-prediction.ts';
import { isDone, minutesOf } from './family-durations.ts';
import { estimateTime, type FamilyModels } from './time-model.ts';

const fewestOverlaps = 10;

/** How much restores of one repository slow each other down. */
export interface ObservedSharing {
  /** Null: too few restores ran side by side to tell. */
  readonly exponent: number | null;
  /** Restores that began while another one of their repository ran. */
  readonly overlaps: number;
}

/**
 * The exponent g of time ∝ k^g, k restores at work in a repository when one begins: the slope of what the time model leaves over on
 * log k, never below 0. Not observed with fewer than ten overlaps.
 */
export function observedSharing(
  restores: readonly RestoreRecord[],
  models: FamilyModels,
): ObservedSharing {
  const copying = restores.filter(
    (one) => (one.family === 'full-machine' || one.family === 'disk') && isDone(one),
  );
  const places = Map.groupBy(copying, ({ repositoryId }) => repositoryId ?? '');
  const seen = [...places].flatMap(([id, own]) => (id === '' ? [] : togetherOf(own, models)));
  const overlaps = seen.filter(({ together }) => together > 1).length;
  if (overlaps < fewestOverlaps) return { exponent: null, overlaps };
  const line = fittedLine(
    seen.map(({ together }) => Math.log(together)),
    seen.map(({ left }) => left),
  );
  return { exponent: line === null ? null : Math.max(0, line.slope), overlaps };
}

function togetherOf(own: readonly RestoreRecord[], models: FamilyModels) {
  const sorted = [...own].sort((one, other) => +one.startedAt - +other.startedAt);
  let atWork: RestoreRecord[] = [];
  return sorted.flatMap((restore) => {
    atWork = atWork.filter(({ usableAt }) => usableAt !== null && usableAt > restore.startedAt);
    atWork.push(restore);
    const minutes = minutesOf(restore);
    const expected = estimateTime(models, restore.family, restore);
    if (minutes === null || expected === null) return [];
    return [{ together: atWork.length, left: Math.log(minutes) - expected.prediction.value }];
  });
}
