import type { BackupFile } from '../../domain/backup.ts';
import type { GoneFiles, StoredBackup } from '../../domain/stored-backup.ts';
import { dayOf } from './capacity-history.ts';

/** What a workload's files in one backup took at the end of each day. */
export interface StockCourse {
  /** Null where VBR names no workload. */
  readonly objectId: string | null;
  readonly bytes: readonly number[];
  /** The part of it that is an estimate: files that went before anybody watched. */
  readonly estimatedBytes: readonly number[];
}

/** A chain that begins so many days later than the others of its backup is that of a new workload. */
const newcomerDays = 2;

/**
 * The space that each workload of a backup took on the days firstDay … lastDay. Files there are and files seen to go are counted. What
 * went before the backup was watched is estimated: as long as its files live now (without those kept by GFS) files lived then, and
 * the days whose files are all gone held as much as a day holds now. Nothing is estimated before the backup, or a later workload in it, began.
 */
export function stockCourses(
  stored: StoredBackup,
  firstDay: number,
  lastDay: number,
): readonly StockCourse[] {
  const watchedDay = dayOf(stored.watchedSince);
  const oldest = oldestDay(stored.files.filter(isPlain));
  const livingDays = oldest === null ? null : Math.max(1, watchedDay - oldest + 1);
  const gone = Map.groupBy(stored.gone, ({ objectId }) => objectId);
  const files = Map.groupBy(stored.files, ({ objectIds }) => objectIds[0] ?? null);
  return [...new Set([...files.keys(), ...gone.keys()])].map((objectId) => {
    const own = files.get(objectId) ?? [];
    const bytes = heldByDay(own, gone.get(objectId) ?? [], firstDay, lastDay);
    const estimate = estimateBefore(stored, own, watchedDay, livingDays);
    const estimatedBytes = bytes.map((_, at) => estimate(firstDay + at));
    return {
      objectId,
      bytes: bytes.map((amount, at) => amount + (estimatedBytes[at] ?? 0)),
      estimatedBytes,
    };
  });
}

/** The sum of all of them, day by day. */
export function totalCourse(
  courses: readonly StockCourse[],
  days: number,
): Pick<StockCourse, 'bytes' | 'estimatedBytes'> {
  const sum = (pick: (course: StockCourse) => readonly number[]) =>
    Array.from({ length: days }, (_, at) =>
      courses.reduce((total, course) => total + (pick(course)[at] ?? 0), 0),
    );
  return { bytes: sum(({ bytes }) => bytes), estimatedBytes: sum((each) => each.estimatedBytes) };
}

/** Files that are there or were seen to go; each change counts from its day on. */
function heldByDay(
  files: readonly BackupFile[],
  gone: readonly GoneFiles[],
  firstDay: number,
  lastDay: number,
): readonly number[] {
  const changes = new Array<number>(lastDay - firstDay + 1).fill(0);
  const add = (day: number, amount: number) => {
    const at = Math.max(0, day - firstDay);
    if (at < changes.length) changes[at] = (changes[at] ?? 0) + amount;
  };
  for (const { createdAt, backupBytes } of files) add(dayOf(createdAt), backupBytes ?? 0);
  for (const { createdDay, goneDay, bytes } of gone) {
    add(createdDay, bytes);
    add(Math.max(createdDay, goneDay), -bytes);
  }
  let held = 0;
  return changes.map((change) => {
    held += change;
    return held;
  });
}

/** By day: what was there and went unseen. */
function estimateBefore(
  { backup }: StoredBackup,
  own: readonly BackupFile[],
  watchedDay: number,
  livingDays: number | null,
): (day: number) => number {
  const plain = own.filter(isPlain);
  const oldest = oldestDay(plain);
  if (livingDays === null || oldest === null) return () => 0;
  const isNewcomer = watchedDay - oldest + 1 < livingDays - newcomerDays;
  const began = isNewcomer ? oldest : Math.min(oldest, dayOf(backup.createdAt));
  const perDay = plain.reduce((sum, { backupBytes }) => sum + (backupBytes ?? 0), 0) / livingDays;
  const lastGone = watchedDay - livingDays;
  return (day) => {
    if (day >= watchedDay) return 0;
    const firstGone = Math.max(day - livingDays + 1, began);
    return perDay * Math.max(0, Math.min(lastGone, day) - firstGone + 1);
  };
}

/** Kept by retention alone. */
function isPlain({ gfsPeriods }: BackupFile): boolean {
  return gfsPeriods.length === 0;
}

function oldestDay(files: readonly BackupFile[]): number | null {
  let oldest: number | null = null;
  for (const { createdAt } of files) {
    const day = dayOf(createdAt);
    if (oldest === null || day < oldest) oldest = day;
  }
  return oldest;
}
