import { sql } from 'kysely';
import type { BackupObject } from '../../../domain/backup.ts';
import { arrayLiteral } from '../../array-literal.ts';
import type { BackupObjectTable } from '../../tables/backup-tables.ts';
import { markBackups, markBackupsOfWorkloads } from '../backup-marks.ts';
import { markWorkloads } from '../workload-marks.ts';
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
  async noteBefore(transaction, vbrServerId, rows) {
    const ids = arrayLiteral(rows.map((row) => row.id));
    const counts = arrayLiteral(rows.map((row) => row.restore_points_count));
    const recounted = await sql<{ id: string }>`
      SELECT known.id FROM backup_object AS known
      JOIN unnest(${ids}::text[], ${counts}::bigint[]) AS told (id, restore_points_count) ON told.id = known.id
      WHERE known.vbr_server_id = ${vbrServerId}
        AND known.restore_points_count IS DISTINCT FROM told.restore_points_count`.execute(
      transaction,
    );
    return new Set(recounted.rows.map(({ id }) => id));
  },
  async settle(transaction, vbrServerId, { kept: { changed }, noted }) {
    const recounted = changed.filter((row) => noted.has(row.id));
    const backupIds = recounted.flatMap((row) => row.backup_id ?? []);
    await markBackups(transaction, vbrServerId, backupIds);
    const untold = recounted.filter((row) => row.backup_id === null);
    const names = untold.flatMap((row) => row.name ?? []);
    await markBackupsOfWorkloads(transaction, vbrServerId, names);
    // One that was renamed is judged under its new name even before a point carries it.
    const present = changed.flatMap((row) => row.name ?? []);
    await markWorkloads(transaction, vbrServerId, present);
  },
});
