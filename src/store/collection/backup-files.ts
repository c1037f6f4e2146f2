import { type Kysely, sql } from 'kysely';
import type { BackupFile, FilesOfBackup } from '../../domain/backup.ts';
import type { Kept } from '../../ports/collection-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import { countKept, type KeepingPlan, keepRows } from '../keep-rows.ts';
import { lastOfEach } from '../last-of-each.ts';
import type { MetricsSchema } from '../schema.ts';
import type { BackupFileTable } from '../tables/backup-tables.ts';
import { markEfficiency } from './efficiency-marks.ts';
import { settleRestorePoints } from './restore-points-in-files.ts';

type BackupFileRow = Omit<BackupFileTable, 'vbr_server_id'>;

const backupFilePlan: KeepingPlan<BackupFileRow> = {
  table: 'backup_file',
  key: ['id'],
  columns: {
    id: 'text',
    backup_id: 'text',
    path: 'text',
    object_ids: 'text[]',
    restore_point_ids: 'text[]',
    data_bytes: 'bigint',
    backup_bytes: 'bigint',
    dedup_remaining_percent: 'double precision',
    compress_remaining_percent: 'double precision',
    created_at: 'timestamptz',
    gfs_periods: 'text[]',
    gone_at: 'timestamptz',
  },
};

/** The files of some backups, the restore points that went with those that are gone, and the marks in one transaction. */
export function keepBackupFiles(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  lists: readonly FilesOfBackup[],
  readAt: Date,
): Promise<Kept> {
  const files = lists.flatMap((list) => list.files);
  const rows = lastOfEach(files, (file) => file.id).map(backupFileRow);
  const backupIds = lists.map(({ backupId }) => backupId);
  const complete = lists.filter((list) => list.isComplete).map(({ backupId }) => backupId);
  return database.transaction().execute(async (transaction) => {
    const kept = await keepRows(transaction, backupFilePlan, vbrServerId, rows);
    const gone = await markGone(transaction, vbrServerId, complete, rows, readAt);
    const goneIds = gone.map(({ id }) => id);
    const read = { backupIds, present: rows, ...kept, goneIds, readAt };
    await settleRestorePoints(transaction, vbrServerId, read);
    await clearMarks(transaction, vbrServerId, backupIds, readAt);
    const { inserted, changed } = countKept(kept);
    const touched = [...kept.inserted, ...kept.changed, ...gone];
    const touchedIds = new Set(touched.map((file) => file.backup_id));
    await markEfficiency(transaction, vbrServerId, [...touchedIds]);
    return { inserted, changed: changed + goneIds.length };
  });
}

function backupFileRow(file: BackupFile): BackupFileRow {
  return {
    id: file.id,
    backup_id: file.backupId,
    path: file.path,
    object_ids: file.objectIds,
    restore_point_ids: file.restorePointIds,
    data_bytes: file.dataBytes,
    backup_bytes: file.backupBytes,
    dedup_remaining_percent: file.dedupRemainingPercent,
    compress_remaining_percent: file.compressRemainingPercent,
    created_at: file.createdAt,
    gfs_periods: file.gfsPeriods,
    gone_at: null,
  };
}

async function markGone(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  backupIds: readonly string[],
  present: readonly BackupFileRow[],
  goneAt: Date,
): Promise<ReadonlyArray<Pick<BackupFileRow, 'id' | 'backup_id'>>> {
  if (backupIds.length === 0) return [];
  const { rows } = await sql<Pick<BackupFileRow, 'id' | 'backup_id'>>`
    UPDATE backup_file AS file SET gone_at = ${goneAt}
    WHERE vbr_server_id = ${vbrServerId} AND backup_id = ANY(${arrayLiteral(backupIds)}::text[]) AND gone_at IS NULL
      AND NOT EXISTS (
        SELECT FROM unnest(${arrayLiteral(present.map((row) => row.id))}::text[]) AS present (id)
        WHERE present.id = file.id)
    RETURNING id, backup_id`.execute(transaction);
  return rows;
}

async function clearMarks(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  backupIds: readonly string[],
  readAt: Date,
): Promise<void> {
  const read = sql`${arrayLiteral(backupIds)}::text[]`;
  await sql`
    WITH cleared AS (
      DELETE FROM backup_mark
      WHERE vbr_server_id = ${vbrServerId} AND backup_id = ANY(${read}) AND taken_at IS NOT NULL
    )
    UPDATE backup SET files_read_at = ${readAt}
    WHERE vbr_server_id = ${vbrServerId} AND id = ANY(${read})`.execute(transaction);
}
