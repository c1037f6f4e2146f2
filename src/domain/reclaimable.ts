import type { Backup, BackupFile } from './backup.ts';
import { fileKind } from './file-kind.ts';

/** Space that no job needs any more: a person decides, nothing is deleted by itself. */
export interface Reclaimable {
  readonly backupId: string;
  readonly name: string;
  readonly fileIds: readonly string[];
  readonly bytes: number;
  readonly reason: string;
}

const dayMs = 86_400_000;
/** A weekly full may come a few hours early. */
const leastDaysBetweenFulls = 6.5;

/** Backups whose job is gone: no retention works on them. */
export function orphanedBackups(
  backups: readonly Backup[],
  files: readonly BackupFile[],
  listedJobIds: ReadonlySet<string>,
): readonly Reclaimable[] {
  return backups.flatMap((backup) => {
    const { id, name, jobId } = backup;
    if (jobId !== null && listedJobIds.has(jobId)) return [];
    const own = files.filter(({ backupId }) => backupId === id);
    const reason = jobId === null ? 'it belongs to no job' : 'its job is no longer listed';
    return own.length === 0 ? [] : [reclaimable(backup, own, `${name}: ${reason}`)];
  });
}

/**
 * Fulls that came sooner than a week after the one before although the backup is incremental, and that no long-term retention keeps. The
 * newest full is never one of them. `files` are those of one chain of the backup.
 */
export function surplusFulls(backup: Backup, files: readonly BackupFile[]): Reclaimable | null {
  if (!files.some((file) => fileKind(file) === 'increment')) return null;
  const fulls = files
    .filter((file) => fileKind(file) === 'full')
    .toSorted((left, right) => left.createdAt.getTime() - right.createdAt.getTime());
  const surplus = fulls.slice(0, -1).filter((full, index) => {
    const before = fulls[index - 1];
    if (before === undefined || full.gfsPeriods.length > 0) return false;
    return full.createdAt.getTime() - before.createdAt.getTime() < leastDaysBetweenFulls * dayMs;
  });
  if (surplus.length === 0) return null;
  return reclaimable(backup, surplus, `${surplus.length} fulls within a week of the one before`);
}

function reclaimable(
  { id, name }: Backup,
  files: readonly BackupFile[],
  reason: string,
): Reclaimable {
  return {
    backupId: id,
    name,
    fileIds: files.map((file) => file.id),
    bytes: files.reduce((sum, { backupBytes }) => sum + (backupBytes ?? 0), 0),
    reason,
  };
}
