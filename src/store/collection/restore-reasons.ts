import { type Kysely, sql } from 'kysely';
import type { RestoreReason } from '../../domain/recovery-evidence.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

/**
 * Puts reasons to restores. One whose id no restore has belongs to the one that began in that second, where there is only one
 * and no other reason claims it; else to none.
 */
export async function keepRestoreReasons(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  reasons: readonly RestoreReason[],
): Promise<{ readonly changed: number; readonly unknown: number }> {
  if (reasons.length === 0) return { changed: 0, unknown: 0 };
  const { rows } = await sql<{ changed: number; found: number }>`
    WITH told AS MATERIALIZED (
      SELECT id, started_at, reason FROM unnest(
        ${arrayLiteral(reasons.map(({ sessionId }) => sessionId))}::text[],
        ${arrayLiteral(reasons.map(({ startedAt }) => startedAt))}::timestamptz[],
        ${arrayLiteral(reasons.map(({ reason }) => reason))}::text[]) AS told (id, started_at, reason)
    ), restore AS MATERIALIZED (
      SELECT id, created_at FROM recovery_session
      WHERE vbr_server_id = ${vbrServerId} AND session_type NOT IN ('SureBackup', 'SureBackupContentScan')
    ), same AS MATERIALIZED (
      SELECT restore.id, restore.created_at, told.reason, told.id AS told_id FROM told JOIN restore USING (id)
    ), near AS (
      SELECT restore.id, restore.created_at, told.reason,
        count(*) OVER (PARTITION BY told.id) AS restores, count(*) OVER (PARTITION BY restore.id) AS claims
      FROM told JOIN restore ON date_trunc('second', restore.created_at) = date_trunc('second', told.started_at)
      WHERE told.id NOT IN (SELECT told_id FROM same) AND restore.id NOT IN (SELECT id FROM same)
    ), found AS MATERIALIZED (
      SELECT id, created_at, reason FROM same
      UNION ALL SELECT id, created_at, reason FROM near WHERE restores = 1 AND claims = 1
    ), changed AS (
      UPDATE session SET restore_reason = found.reason FROM found
      WHERE session.vbr_server_id = ${vbrServerId} AND session.id = found.id AND session.created_at = found.created_at
        AND session.restore_reason IS DISTINCT FROM found.reason
      RETURNING 1
    )
    SELECT (SELECT count(*) FROM changed)::int AS changed, (SELECT count(*) FROM found)::int AS found`.execute(
    database,
  );
  const { changed = 0, found = 0 } = rows[0] ?? {};
  return { changed, unknown: reasons.length - found };
}
