import { type Kysely, sql } from 'kysely';
import type { JobDefinition } from '../../domain/job.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

/** A definition that differs from the last version of its job, or is its first, becomes a version of its own. */
export async function keepVersions(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  definitions: readonly JobDefinition[],
  seenAt: Date,
): Promise<void> {
  if (definitions.length === 0) return;
  const documents = definitions.map(({ id: _, ...definition }) => JSON.stringify(definition));
  await sql`
    INSERT INTO job_version (vbr_server_id, job_id, seen_at, definition)
    SELECT ${vbrServerId}::int, incoming.job_id, ${seenAt}::timestamptz, incoming.definition::jsonb
    FROM unnest(
      ${arrayLiteral(definitions.map(({ id }) => id))}::text[], ${arrayLiteral(documents)}::text[]
    ) AS incoming (job_id, definition)
    LEFT JOIN LATERAL (
      SELECT definition FROM job_version AS version
      WHERE version.vbr_server_id = ${vbrServerId}::int AND version.job_id = incoming.job_id
      ORDER BY version.seen_at DESC LIMIT 1
    ) AS last ON true
    WHERE last.definition IS DISTINCT FROM incoming.definition::jsonb
    ORDER BY incoming.job_id
    ON CONFLICT (vbr_server_id, job_id, seen_at) DO UPDATE SET definition = excluded.definition`.execute(
    transaction,
  );
}
