import { z } from 'zod';
import type { BackupFile } from '../../../domain/backup.ts';
import type { Page } from '../../../ports/vbr-source.ts';
import {
  id,
  optionalPositive,
  optionalReference,
  references,
  text,
  texts,
  time,
} from '../schema/fields.ts';
import { requiredInstant, rowReader } from '../translate/rows.ts';
import type { Zone } from '../translate/zone.ts';
import { realGfsPeriods } from './gfs-periods.ts';
import { type ListParts, readList } from './list-source.ts';

// Per cent that remain; what was written cannot be many times what was read.
const largestPercent = 1_000;

/** A row of /backups/{id}/backupFiles; one `objectId` became `objectIds` in 1.3-rev2. */
const backupFileSchema = z.object({
  id,
  name: text,
  backupId: id,
  objectId: optionalReference,
  objectIds: references,
  restorePointIds: references,
  dataSize: optionalPositive,
  backupSize: optionalPositive,
  dedupRatio: optionalPositive,
  compressRatio: optionalPositive,
  creationTime: time,
  gfsPeriods: texts,
});

const toRows = rowReader(backupFileSchema, toBackupFile);

/** Every file of one backup; one that VBR no longer has, or whose kind has no files, is `unsupported`. */
export function readBackupFiles(
  parts: ListParts,
  backupId: string,
): AsyncGenerator<Page<BackupFile>> {
  return readList(parts, {
    path: `/api/v1/backups/${encodeURIComponent(backupId)}/backupFiles`,
    toRows,
    orderColumn: 'CreationTime',
    hasSmallRows: true,
  });
}

function toBackupFile(row: z.output<typeof backupFileSchema>, zone: Zone): BackupFile {
  return {
    id: row.id,
    backupId: row.backupId,
    path: row.name,
    objectIds: row.objectId === null ? row.objectIds : [row.objectId],
    restorePointIds: row.restorePointIds,
    dataBytes: row.dataSize,
    backupBytes: row.backupSize,
    dedupRemainingPercent: plausiblePercent(row.dedupRatio),
    compressRemainingPercent: plausiblePercent(row.compressRatio),
    createdAt: requiredInstant(row.creationTime, 'creationTime', zone),
    gfsPeriods: realGfsPeriods(row.gfsPeriods),
  };
}

function plausiblePercent(percent: number | null): number | null {
  return percent !== null && percent <= largestPercent ? percent : null;
}
