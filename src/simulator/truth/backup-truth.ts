import { type KnownBackup, knownBackups } from '../estate/backups/known-backups.ts';
import { hasFile, pointAt } from '../estate/backups/point-facts.ts';
import { sizesOf } from '../estate/backups/point-sizes.ts';
import { pointsOf } from '../estate/backups/points-of.ts';
import type { Estate } from '../estate/estate.ts';
import { isListed } from '../estate/job.ts';

/** Sums over everything retained. */
export interface BackupsTruth {
  readonly backups: number;
  readonly orphaned: number;
  readonly imported: number;
  readonly restorePoints: number;
  readonly fullRestorePoints: number;
  readonly files: number;
  /** Before deduplication and compression. */
  readonly dataBytes: number;
  readonly backupBytes: number;
  /** Backups that no listed job writes to. */
  readonly leftBehind: readonly LeftBehindTruth[];
}

interface LeftBehindTruth {
  readonly id: string;
  readonly name: string;
  readonly repositoryId: string;
  readonly backupBytes: number;
}

/** What is true of all backups at the estate's now. */
export function backupsTruth(estate: Estate): BackupsTruth {
  const { retained } = pointsOf(estate);
  const backups = knownBackups(estate);
  const isJobGone = ({ backup }: KnownBackup) => !isListed(backup.job, estate.nowMs);
  const of = (origin: string): number => backups.filter(isOf(origin)).length;
  let fullRestorePoints = 0;
  let files = 0;
  let dataBytes = 0;
  let backupBytes = 0;
  const ofBackup = new Map<string, number>();
  for (const place of retained) {
    const known = pointAt(estate, place);
    if (known.point.isFull) fullRestorePoints += 1;
    if (!hasFile(known)) continue;
    const sizes = sizesOf(estate, known.object, known.point);
    files += 1;
    dataBytes += sizes.dataBytes;
    backupBytes += sizes.backupBytes;
    const { id } = known.object.backup;
    ofBackup.set(id, (ofBackup.get(id) ?? 0) + sizes.backupBytes);
  }
  return {
    backups: backups.length,
    orphaned: of('orphaned'),
    imported: of('imported'),
    restorePoints: retained.length,
    fullRestorePoints,
    files,
    dataBytes,
    backupBytes,
    leftBehind: backups
      .filter((known) => isOf('orphaned')(known) || isOf('imported')(known) || isJobGone(known))
      .map(({ backup: { id, name, target } }) => ({
        id,
        name,
        repositoryId: target.targetId,
        backupBytes: ofBackup.get(id) ?? 0,
      })),
  };
}

function isOf(origin: string): (known: KnownBackup) => boolean {
  return ({ backup }) => backup.origin === origin;
}
