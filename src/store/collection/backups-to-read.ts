import { type Kysely, sql } from 'kysely';
import type { MetricsSchema } from '../schema.ts';

/** Hands out the backups that wait longest; one that was handed out before and not kept since goes last. */
export async function backupsToRead(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  atMost: number,
): Promise<readonly string[]> {
  const taken = await sql<{ backup_id: string }>`
    WITH next AS (
      SELECT mark.backup_id, coalesce(mark.taken_at, mark.waits_since) AS since
      FROM backup_mark AS mark JOIN backup
        ON backup.vbr_server_id = mark.vbr_server_id AND backup.id = mark.backup_id AND backup.is_listed
      WHERE mark.vbr_server_id = ${vbrServerId}
      ORDER BY since, mark.backup_id LIMIT ${atMost} FOR UPDATE OF mark
    ), taken AS (
      UPDATE backup_mark SET taken_at = now() FROM next
      WHERE backup_mark.vbr_server_id = ${vbrServerId} AND backup_mark.backup_id = next.backup_id
      RETURNING backup_mark.backup_id, next.since
    )
    SELECT backup_id FROM taken ORDER BY since, backup_id`.execute(database);
  return taken.rows.map((row) => row.backup_id);
}

export async function countBackupsToRead(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<number> {
  const { waiting } = await database
    .selectFrom('backup_mark as mark')
    .innerJoin('backup', (join) =>
      join
        .onRef('backup.vbr_server_id', '=', 'mark.vbr_server_id')
        .onRef('backup.id', '=', 'mark.backup_id')
        .on('backup.is_listed', '=', true),
    )
    .select((of) => of.fn.countAll<number>().as('waiting'))
    .where('mark.vbr_server_id', '=', vbrServerId)
    .executeTakeFirstOrThrow();
  return waiting;
}
