import { type Kysely, sql } from 'kysely';
import type { Kept } from '../../ports/collection-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';
import { markWorkloads } from './workload-marks.ts';

/** Those of these backups that have restore points, not known to be gone, which lie in no file that is there. */
export async function backupsWithPointsOutsideFiles(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  backupIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ backup_id: string }>`
    SELECT DISTINCT point.backup_id FROM restore_point AS point
    WHERE point.vbr_server_id = ${vbrServerId} AND point.backup_id = ANY(${arrayLiteral(backupIds)}::text[])
      AND point.gone_at IS NULL
      AND NOT EXISTS (
        SELECT FROM backup_file AS file
        WHERE file.vbr_server_id = point.vbr_server_id AND file.id = point.backup_file_id AND file.gone_at IS NULL)
    ORDER BY point.backup_id`.execute(database);
  return rows.map((row) => row.backup_id);
}

/** Those of these backups that have a file, there and created before an instant, of a restore point that is not kept. */
export async function backupsWithUnknownPoints(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  backupIds: readonly string[],
  createdBefore: Date,
): Promise<readonly string[]> {
  const { rows } = await sql<{ backup_id: string }>`
    SELECT DISTINCT file.backup_id FROM backup_file AS file CROSS JOIN LATERAL unnest(file.restore_point_ids) AS named (id)
    WHERE file.vbr_server_id = ${vbrServerId} AND file.backup_id = ANY(${arrayLiteral(backupIds)}::text[])
      AND file.gone_at IS NULL AND file.created_at < ${createdBefore}
      AND NOT EXISTS (
        SELECT FROM restore_point AS point WHERE point.vbr_server_id = ${vbrServerId} AND point.id = named.id)
    ORDER BY file.backup_id`.execute(database);
  return rows.map((row) => row.backup_id);
}

/** What the list of a backup's own points tells: which of those known are gone, which are there again. */
export function settlePointsOfBackup(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  backupId: string,
  presentIds: readonly string[],
  readAt: Date,
): Promise<Kept> {
  return database.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ name: string }>`
      UPDATE restore_point AS point SET gone_at = CASE WHEN present.id IS NULL THEN ${readAt}::timestamptz END
      FROM restore_point AS known
        LEFT JOIN unnest(${arrayLiteral(presentIds)}::text[]) AS present (id) ON present.id = known.id
      WHERE known.vbr_server_id = ${vbrServerId} AND known.backup_id = ${backupId}
        AND (known.gone_at IS NULL) = (present.id IS NULL)
        AND point.vbr_server_id = known.vbr_server_id AND point.id = known.id
      RETURNING point.name`.execute(transaction);
    await markWorkloads(
      transaction,
      vbrServerId,
      rows.map(({ name }) => name),
    );
    return { inserted: 0, changed: rows.length };
  });
}
