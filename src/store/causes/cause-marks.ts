import { type Kysely, sql } from 'kysely';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

/** Marks runs whose causes are to be told anew. */
export async function markForExplaining(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  runIds: readonly string[],
): Promise<void> {
  if (runIds.length === 0) return;
  await sql`
    INSERT INTO cause_mark (vbr_server_id, run_id)
    SELECT DISTINCT ${vbrServerId}::int, run_id FROM unnest(${arrayLiteral(runIds)}::text[]) AS run_id ORDER BY run_id
    ON CONFLICT DO NOTHING`.execute(transaction);
}

/** Marks the unsuccessful runs that these sessions belong to; where a run is folded later, folding marks it. */
export async function markRunsOfSessions(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  sessionIds: readonly string[],
): Promise<void> {
  if (sessionIds.length === 0) return;
  // A partition without statistics would be read as a whole instead of through its key.
  await sql`SET LOCAL enable_seqscan = off`.execute(transaction);
  await sql`
    INSERT INTO cause_mark (vbr_server_id, run_id)
    SELECT DISTINCT ${vbrServerId}::int, run.id
    FROM unnest(${arrayLiteral([...new Set(sessionIds)])}::text[]) AS wanted (id)
    CROSS JOIN LATERAL (
      SELECT job_id, created_at FROM session
      WHERE session.vbr_server_id = ${vbrServerId}::int AND session.id = wanted.id LIMIT 1
    ) AS place
    JOIN run ON run.vbr_server_id = ${vbrServerId}::int AND run.job_id = place.job_id
      AND run.started_at BETWEEN place.created_at - interval '7 days' AND place.created_at
      AND wanted.id = ANY (run.session_ids)
    WHERE run.outcome IN ('failed', 'warning')
    ORDER BY run.id
    ON CONFLICT DO NOTHING`.execute(transaction);
}
