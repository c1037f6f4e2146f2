import type { BackupObject } from '../../../domain/backup.ts';
import type { BackupObjectTable } from '../../tables/backup-tables.ts';
import { markBackups, markBackupsOfWorkloads } from '../backup-marks.ts';
import { listedTable, seenColumns, seenPlan } from './listed-table.ts';

type BackupObjectRow = Omit<BackupObjectTable, 'vbr_server_id'>;

export const backupObjects = listedTable<BackupObject, BackupObjectRow>({
  plan: {
    ...seenPlan,
    table: 'backup_object',
    columns: {
      id: 'text',
      name: 'text',
      type: 'text',
      platform_name: 'text',
      restore_points_count: 'bigint',
      last_run_failed: 'boolean',
      backup_id: 'text',
      size_bytes: 'bigint',
      ...seenColumns,
    },
  },
  row: (object, seen) => ({
    id: object.id,
    name: object.name,
    type: object.type,
    platform_name: object.platformName,
    restore_points_count: object.restorePointsCount,
    last_run_failed: object.lastRunFailed,
    backup_id: object.backupId,
    size_bytes: object.sizeBytes,
    ...seen,
  }),
  // Restore points that were deleted show in no list of new ones, but in the count of their object.
  async settle(transaction, vbrServerId, { kept: { changed } }) {
    const backupIds = changed.flatMap((row) => row.backup_id ?? []);
    await markBackups(transaction, vbrServerId, backupIds);
    const untold = changed.filter((row) => row.backup_id === null);
    const names = untold.flatMap((row) => row.name ?? []);
    await markBackupsOfWorkloads(transaction, vbrServerId, names);
  },
});
