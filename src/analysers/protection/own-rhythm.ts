import type { HeldPoint, ProtectingJob } from '../../domain/workload.ts';
import { median } from '../../statistics/median.ts';
import type { ProtectionSettings } from './settings.ts';

const hourMs = 3_600_000;
/** Intervals that a rhythm of points needs. */
const leastIntervals = 3;
/** A run takes its time until the point is there. */
const runHours = 2;

/** How often new points are to come, and how old the newest may be. */
export interface PointRhythm {
  readonly medianIntervalHours: number | null;
  readonly toleratedHours: number;
  /** Null where the rhythm is that of the points, or none is known. */
  readonly job: ProtectingJob | null;
}

/**
 * The rhythm in which the active job starts that starts most often and copies nothing. Retention thins points out, so that theirs
 * counts only where no such job is known. Tolerated is the greatest of `lateAfterIntervals` median intervals, `lateAfterHours`
 * and the longest pause of an ordinary week with the time of a run.
 */
export function rhythmOf(
  points: readonly HeldPoint[],
  jobs: readonly ProtectingJob[],
  settings: ProtectionSettings,
): PointRhythm {
  const [job] = jobs
    .flatMap((one) => (one.isActive && !one.isCopy && one.pace !== null ? [one] : []))
    .sort((one, other) => (one.pace?.medianHours ?? 0) - (other.pace?.medianHours ?? 0));
  if (job === undefined || job.pace === null) return rhythmOfPoints(points, settings);
  const { medianHours, longestHours } = job.pace;
  return { ...toleratedOf(medianHours, longestHours + runHours, settings), job };
}

/**
 * The rhythm of the backup whose points come most often: copies follow a backup and have a pace of their own. The pause of an
 * ordinary week is here the second longest interval seen.
 */
function rhythmOfPoints(points: readonly HeldPoint[], settings: ProtectionSettings): PointRhythm {
  const rhythms = intervalsByBackup(points).flatMap((intervals) => {
    const middle = intervals.length < leastIntervals ? null : median(intervals);
    if (middle === null) return [];
    const [, second = 0] = [...intervals].sort((left, right) => right - left);
    return [{ middle, second }];
  });
  const [best] = rhythms.sort((one, other) => one.middle - other.middle);
  if (best === undefined) {
    return { medianIntervalHours: null, toleratedHours: settings.withoutRhythmHours, job: null };
  }
  return { ...toleratedOf(best.middle, best.second, settings), job: null };
}

function toleratedOf(
  middle: number,
  longest: number,
  { lateAfterIntervals, lateAfterHours }: ProtectionSettings,
) {
  return {
    medianIntervalHours: oneDecimal(middle),
    toleratedHours: oneDecimal(Math.max(lateAfterIntervals * middle, lateAfterHours, longest)),
  };
}

function intervalsByBackup(points: readonly HeldPoint[]): number[][] {
  const last = new Map<string, number>();
  const intervals = new Map<string, number[]>();
  for (const { backupId, createdAt } of points) {
    const at = createdAt.getTime();
    const before = last.get(backupId);
    last.set(backupId, at);
    if (before === undefined) intervals.set(backupId, []);
    else intervals.get(backupId)?.push((at - before) / hourMs);
  }
  return [...intervals.values()];
}

function oneDecimal(hours: number): number {
  return Math.round(hours * 10) / 10;
}
