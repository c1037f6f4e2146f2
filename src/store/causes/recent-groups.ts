import { type Kysely, sql } from 'kysely';
import type { FailureGroup } from '../../domain/cause.ts';
import type { MetricsSchema } from '../schema.ts';

type GroupView = MetricsSchema['answers.failure_group'];

/** Groups seen since an instant that bind several jobs together or are open, in order of time. */
export async function recentGroups(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  since: Date,
): Promise<readonly FailureGroup[]> {
  const { rows } = await sql<GroupView>`
    WITH kept AS MATERIALIZED (
      SELECT * FROM failure_group WHERE vbr_server_id = ${vbrServerId} AND last_seen_at >= ${since}
    ), newest AS MATERIALIZED (
      SELECT run.id FROM (SELECT DISTINCT unnest(job_ids) AS id FROM kept) AS job
      CROSS JOIN LATERAL (
        SELECT id FROM run
        WHERE run.vbr_server_id = ${vbrServerId} AND run.job_id = job.id
          AND outcome IN ('success', 'warning', 'failed') AND started_at >= ${since}
        ORDER BY started_at DESC, id DESC LIMIT 1
      ) AS run
    ), ongoing AS (
      SELECT DISTINCT kept.id FROM kept CROSS JOIN unnest(run_ids) AS run_id JOIN newest ON newest.id = run_id
    )
    SELECT kept.*, ongoing.id IS NOT NULL AS is_open
    FROM kept LEFT JOIN ongoing ON ongoing.id = kept.id
    WHERE ongoing.id IS NOT NULL OR cardinality(job_ids) > 1
    ORDER BY first_seen_at, kept.id`.execute(database);
  return rows.map(groupFrom);
}

/** A group as it is kept, with how its jobs went on. */
export function groupFrom(row: MetricsSchema['answers.failure_group']): FailureGroup {
  const { component_kind: kind, component_name: name } = row;
  return {
    id: row.id,
    causeClass: row.cause_class,
    signatureId: row.signature_id,
    fingerprint: row.fingerprint,
    component: kind === null || name === null ? null : { kind, name },
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    jobIds: row.job_ids,
    workloads: row.workloads,
    runIds: row.run_ids,
    isOpen: row.is_open,
  };
}
