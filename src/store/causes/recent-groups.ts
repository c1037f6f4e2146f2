import { type Kysely, sql } from 'kysely';
import type { FailureGroup } from '../../domain/cause.ts';
import type { MetricsSchema } from '../schema.ts';

/** Groups seen since an instant that bind several jobs together or are open, in order of time. */
export async function recentGroups(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  since: Date,
): Promise<readonly FailureGroup[]> {
  const rows = await database
    .selectFrom('failure_group')
    .selectAll()
    .where('vbr_server_id', '=', vbrServerId)
    .where('last_seen_at', '>=', since)
    .where(sql<boolean>`(is_open OR cardinality(job_ids) > 1)`)
    .orderBy('first_seen_at')
    .orderBy('id')
    .execute();
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
