import { type Kysely, sql } from 'kysely';
import type { RestorePoint } from '../../domain/backup.ts';
import type { CursoredBatch, Kept } from '../../ports/collection-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import { countKept, type KeepingPlan, keepRows } from '../keep-rows.ts';
import type { MetricsSchema } from '../schema.ts';
import type { RestorePointTable } from '../tables/backup-tables.ts';
import { markBackups } from './backup-marks.ts';
import { advanceCursor } from './cursors.ts';
import { markWorkloads } from './workload-marks.ts';

type RestorePointRow = Omit<RestorePointTable, 'vbr_server_id'>;

const restorePointPlan: KeepingPlan<RestorePointRow> = {
  table: 'restore_point',
  key: ['id'],
  columns: {
    id: 'text',
    name: 'text',
    platform_name: 'text',
    created_at: 'timestamptz',
    backup_id: 'text',
    type: 'text',
    session_id: 'text',
    malware_status: 'text',
    backup_file_id: 'text',
    guest_os_family: 'text',
    original_bytes: 'bigint',
    is_restorable: 'boolean',
    gfs_periods: 'text[]',
    gone_at: 'timestamptz',
  },
};

/** Rows, marks on the backups they lie in and cursor in one transaction. */
export function keepRestorePoints(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  batch: CursoredBatch<RestorePoint>,
): Promise<Kept> {
  const rows = restorePointRows(batch.rows);
  return database.transaction().execute(async (transaction) => {
    const kept = await keepRows(transaction, restorePointPlan, vbrServerId, rows);
    // A point that changed while its job still ran tells that the job has written since.
    const touched = [...kept.inserted, ...kept.changed];
    await markBackups(
      transaction,
      vbrServerId,
      touched.map((row) => row.backup_id),
    );
    await markWorkloads(
      transaction,
      vbrServerId,
      touched.map(({ name }) => name),
    );
    await advanceCursor(transaction, vbrServerId, 'restore-points', batch.cursor);
    return countKept(kept);
  });
}

/** Flagged points of any age; what a complete list of them no longer holds is of unknown state again. */
export function keepFlaggedRestorePoints(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  points: readonly RestorePoint[],
  complete: boolean,
): Promise<Kept> {
  const rows = restorePointRows(points);
  return database.transaction().execute(async (transaction) => {
    const kept = await keepRows(transaction, restorePointPlan, vbrServerId, rows);
    const { inserted, changed } = countKept(kept);
    await markWorkloads(
      transaction,
      vbrServerId,
      [...kept.inserted, ...kept.changed].map(({ name }) => name),
    );
    if (!complete) return { inserted, changed };
    const cleared = await sql<{ name: string }>`
      UPDATE restore_point AS point SET malware_status = NULL
      WHERE vbr_server_id = ${vbrServerId} AND lower(malware_status) IN ('suspicious', 'infected')
        AND NOT EXISTS (
          SELECT FROM unnest(${arrayLiteral(rows.map((row) => row.id))}::text[]) AS flagged (id)
          WHERE flagged.id = point.id)
      RETURNING name`.execute(transaction);
    await markWorkloads(
      transaction,
      vbrServerId,
      cleared.rows.map(({ name }) => name),
    );
    return { inserted, changed: changed + cleared.rows.length };
  });
}

function restorePointRows(points: readonly RestorePoint[]): readonly RestorePointRow[] {
  return points.map((point) => ({
    id: point.id,
    name: point.name,
    platform_name: point.platformName,
    created_at: point.createdAt,
    backup_id: point.backupId,
    type: point.type,
    session_id: point.sessionId,
    malware_status: point.malwareStatus,
    backup_file_id: point.backupFileId,
    guest_os_family: point.guestOsFamily,
    original_bytes: point.originalBytes,
    is_restorable: point.isRestorable,
    gfs_periods: point.gfsPeriods,
    gone_at: null,
  }));
}
