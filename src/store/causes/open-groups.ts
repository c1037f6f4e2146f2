import { type Kysely, sql } from 'kysely';
import type { MetricsSchema } from '../schema.ts';

/** Tells each group whether it is open: the newest ended run of at least one of its jobs belongs to it. */
export async function settleOpenGroups(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<void> {
  await sql`
    WITH newest AS MATERIALIZED (
      SELECT run.id FROM (
        SELECT DISTINCT unnest(job_ids) AS id FROM failure_group WHERE vbr_server_id = ${vbrServerId}
      ) AS job CROSS JOIN LATERAL (
        SELECT id FROM run
        WHERE run.vbr_server_id = ${vbrServerId} AND run.job_id = job.id
          AND outcome IN ('success', 'warning', 'failed')
        ORDER BY started_at DESC, id DESC LIMIT 1
      ) AS run
    ), ongoing AS (
      SELECT DISTINCT kept.id FROM failure_group AS kept
      CROSS JOIN unnest(kept.run_ids) AS run_id JOIN newest ON newest.id = run_id
      WHERE kept.vbr_server_id = ${vbrServerId}
    )
    UPDATE failure_group AS settled SET is_open = NOT settled.is_open
    FROM failure_group AS kept LEFT JOIN ongoing ON ongoing.id = kept.id
    WHERE kept.vbr_server_id = ${vbrServerId} AND settled.vbr_server_id = kept.vbr_server_id AND settled.id = kept.id
      AND settled.is_open <> (ongoing.id IS NOT NULL)`.execute(database);
}
