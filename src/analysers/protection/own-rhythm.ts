import type { HeldPoint } from '../../domain/workload.ts';
import { median } from '../../statistics/median.ts';
import type { ProtectionSettings } from './settings.ts';

const hourMs = 3_600_000;
/** Intervals that a rhythm needs. */
const leastIntervals = 3;

/** How often new points come, and how old the newest may be. */
export interface PointRhythm {
  readonly medianIntervalHours: number | null;
  readonly toleratedHours: number;
}

/**
 * The rhythm of the backup whose points come most often: copies follow a backup and have a pace of their own. Tolerated is the
 * greatest of `lateAfterIntervals` median intervals, `lateAfterHours` and the second longest interval seen (weekends).
 */
export function rhythmOfPoints(
  points: readonly HeldPoint[],
  settings: ProtectionSettings,
): PointRhythm {
  let best: PointRhythm | null = null;
  for (const intervals of intervalsByBackup(points)) {
    const middle = intervals.length < leastIntervals ? null : median(intervals);
    if (middle === null || (best !== null && middle >= (best.medianIntervalHours ?? 0))) continue;
    const [, second = 0] = [...intervals].sort((left, right) => right - left);
    const { lateAfterIntervals, lateAfterHours } = settings;
    best = {
      medianIntervalHours: oneDecimal(middle),
      toleratedHours: oneDecimal(Math.max(lateAfterIntervals * middle, lateAfterHours, second)),
    };
  }
  return best ?? { medianIntervalHours: null, toleratedHours: settings.withoutRhythmHours };
}

function intervalsByBackup(points: readonly HeldPoint[]): Iterable<number[]> {
  const last = new Map<string, number>();
  const intervals = new Map<string, number[]>();
  for (const { backupId, createdAt } of points) {
    const at = createdAt.getTime();
    const before = last.get(backupId);
    last.set(backupId, at);
    if (before === undefined) intervals.set(backupId, []);
    else intervals.get(backupId)?.push((at - before) / hourMs);
  }
  return intervals.values();
}

function oneDecimal(hours: number): number {
  return Math.round(hours * 10) / 10;
}
