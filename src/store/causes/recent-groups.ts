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
    WITH newest AS (
      SELECT DISTINCT ON (job_id) job_id, id FROM run
      WHERE vbr_server_id = ${vbrServerId} AND outcome IN ('success', 'warning', 'failed')
        AND started_at >= ${since}
      ORDER BY job_id, started_at DESC, id DESC
    ), recent AS (
      SELECT kept.*, EXISTS (
        SELECT FROM newest WHERE newest.job_id = ANY (kept.job_ids) AND newest.id = ANY (kept.run_ids)
      ) AS is_open
      FROM failure_group AS kept
      WHERE kept.vbr_server_id = ${vbrServerId} AND kept.last_seen_at >= ${since}
    )
    SELECT * FROM recent WHERE is_open OR cardinality(job_ids) > 1
    ORDER BY first_seen_at, id`.execute(database);
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
