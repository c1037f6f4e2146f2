import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { JobDefinition } from '../../domain/job.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

/** Paths of what versions of old do not hold, because it was not read when they were kept. */
const notReadAtFirst = ['{storage,excludesSwapFiles}', '{storage,excludesDeletedBlocks}'];

/**
 * A definition that differs from the last version of its job, or is its first, becomes a version of its own. A last version that
 * lacks only what was not read when it was kept is completed: nobody changed the job. The ids of all that differ.
 */
export async function keepVersions(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  definitions: readonly JobDefinition[],
  seenAt: Date,
): Promise<ReadonlySet<string>> {
  if (definitions.length === 0) return new Set();
  const documents = definitions.map(({ id: _, ...definition }) => JSON.stringify(definition));
  const { rows } = await sql<{ job_id: string }>`
    WITH told AS MATERIALIZED (
      SELECT incoming.job_id, incoming.definition::jsonb AS definition, last.seen_at, last.definition AS before
      FROM unnest(
        ${arrayLiteral(definitions.map(({ id }) => id))}::text[], ${arrayLiteral(documents)}::text[]
      ) AS incoming (job_id, definition)
      LEFT JOIN LATERAL (
        SELECT seen_at, definition FROM job_version AS version
        WHERE version.vbr_server_id = ${vbrServerId}::int AND version.job_id = incoming.job_id
        ORDER BY version.seen_at DESC LIMIT 1
      ) AS last ON true
      WHERE last.definition IS DISTINCT FROM incoming.definition::jsonb
    ), completed AS (
      UPDATE job_version AS version SET definition = told.definition FROM told
      WHERE version.vbr_server_id = ${vbrServerId}::int AND version.job_id = told.job_id
        AND version.seen_at = told.seen_at AND told.before = ${without(sql`told.definition`, notReadAtFirst)}
      RETURNING version.job_id
    ), added AS (
      INSERT INTO job_version (vbr_server_id, job_id, seen_at, definition)
      SELECT ${vbrServerId}::int, job_id, ${seenAt}::timestamptz, definition FROM told
      WHERE NOT EXISTS (SELECT FROM completed WHERE completed.job_id = told.job_id)
      ORDER BY job_id
      ON CONFLICT (vbr_server_id, job_id, seen_at) DO UPDATE SET definition = excluded.definition
    )
    SELECT job_id FROM told`.execute(transaction);
  return new Set(rows.map((row) => row.job_id));
}

function without(document: RawBuilder<unknown>, paths: readonly string[]): RawBuilder<unknown> {
  return paths.reduce((rest, path) => sql`${rest} #- ${path}::text[]`, document);
}
