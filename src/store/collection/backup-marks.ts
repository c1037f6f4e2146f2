import { type Kysely, type RawBuilder, sql } from 'kysely';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';
import { markEfficiency } from './efficiency-marks.ts';
import { markWorkloads } from './workload-marks.ts';

type Transaction = Kysely<MetricsSchema>;

/** These backups wait for the reading of their files; one that was handed out meanwhile waits anew. */
export function markBackups(
  transaction: Transaction,
  vbrServerId: number,
  backupIds: readonly string[],
): Promise<void> {
  if (backupIds.length === 0) return Promise.resolve();
  return mark(
    transaction,
    vbrServerId,
    sql`SELECT DISTINCT backup_id FROM unnest(${arrayLiteral(backupIds)}::text[]) AS backup_id`,
  );
}

/** The same for every backup that is known to hold a restore point of one of these workloads. */
export function markBackupsOfWorkloads(
  transaction: Transaction,
  vbrServerId: number,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return Promise.resolve();
  return mark(
    transaction,
    vbrServerId,
    // One search after the other (OFFSET 0): a table without statistics would be read as a whole for every name.
    sql`SELECT DISTINCT backup_id FROM unnest(${arrayLiteral([...new Set(names)])}::text[]) AS workload (name)
      CROSS JOIN LATERAL (
        SELECT backup_id FROM restore_point AS point
        WHERE point.vbr_server_id = ${vbrServerId} AND point.name = workload.name AND point.gone_at IS NULL OFFSET 0
      ) AS held`,
  );
}

/** Listed backups whose files were never read wait, those that were listed again included. */
export function markUnread(transaction: Transaction, vbrServerId: number): Promise<void> {
  return mark(
    transaction,
    vbrServerId,
    sql`SELECT id AS backup_id FROM backup
      WHERE vbr_server_id = ${vbrServerId} AND is_listed AND files_read_at IS NULL
        AND NOT EXISTS (SELECT FROM backup_mark AS known
          WHERE known.vbr_server_id = backup.vbr_server_id AND known.backup_id = backup.id)`,
  );
}

/** A backup that VBR no longer has takes its files and restore points with it; reading its files brings them back. */
export async function takeAlong(
  transaction: Transaction,
  vbrServerId: number,
  backupIds: readonly string[],
  goneAt: Date,
): Promise<void> {
  if (backupIds.length === 0) return;
  const ofBackups = sql`vbr_server_id = ${vbrServerId} AND backup_id = ANY(${arrayLiteral(backupIds)}::text[])`;
  await sql`UPDATE backup_file SET gone_at = ${goneAt} WHERE ${ofBackups} AND gone_at IS NULL`.execute(
    transaction,
  );
  const gone = await sql<{ name: string }>`
    UPDATE restore_point SET gone_at = ${goneAt} WHERE ${ofBackups} AND gone_at IS NULL
    RETURNING name`.execute(transaction);
  await markWorkloads(
    transaction,
    vbrServerId,
    gone.rows.map(({ name }) => name),
  );
  await markEfficiency(transaction, vbrServerId, backupIds);
  await sql`DELETE FROM backup_mark WHERE ${ofBackups}`.execute(transaction);
  await transaction
    .updateTable('backup')
    .set({ files_read_at: null })
    .where('vbr_server_id', '=', vbrServerId)
    .where(sql<boolean>`id = ANY(${arrayLiteral(backupIds)}::text[])`)
    .execute();
}

async function mark(
  transaction: Transaction,
  vbrServerId: number,
  backupIds: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    INSERT INTO backup_mark (vbr_server_id, backup_id)
    SELECT ${vbrServerId}::int, backup_id FROM (${backupIds}) AS marked
    WHERE NOT EXISTS (
      SELECT FROM backup_mark AS known
      WHERE known.vbr_server_id = ${vbrServerId}::int AND known.backup_id = marked.backup_id AND known.taken_at IS NULL
    )
    ORDER BY backup_id
    ON CONFLICT (vbr_server_id, backup_id) DO UPDATE SET waits_since = excluded.waits_since, taken_at = NULL
      WHERE backup_mark.taken_at IS NOT NULL`.execute(transaction);
}
