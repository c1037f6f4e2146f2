import { z } from 'zod';
import type { BackupObject } from '../../../domain/backup.ts';
import {
  id,
  optionalCount,
  optionalFlag,
  optionalPositive,
  optionalReference,
  optionalText,
  text,
} from '../schema/fields.ts';
import { rowReader } from '../translate/rows.ts';
import type { ListSource } from './list-source.ts';

/** `backupId` and `size` came with 1.3-rev2. */
const backupObjectSchema = z.object({
  id,
  name: optionalText,
  type: optionalText,
  platformName: text,
  restorePointsCount: optionalCount,
  lastRunFailed: optionalFlag,
  backupId: optionalReference,
  size: optionalPositive,
});

/** Every workload of every backup. */
export const backupObjects: ListSource<BackupObject> = {
  path: '/api/v1/backupObjects',
  toRows: rowReader(backupObjectSchema, toBackupObject),
  orderColumn: 'Name',
  hasSmallRows: true,
};

function toBackupObject(row: z.output<typeof backupObjectSchema>): BackupObject {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    platformName: row.platformName,
    restorePointsCount: row.restorePointsCount,
    lastRunFailed: row.lastRunFailed,
    backupId: row.backupId,
    sizeBytes: row.size,
  };
}
