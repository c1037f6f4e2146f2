import { type Kysely, sql } from 'kysely';
import type { BlastRadius, WorkloadCompliance } from '../../domain/risk-posture.ts';
import { arrayLiteral, documentLines } from '../array-literal.ts';
import { lastOfEach } from '../last-of-each.ts';
import type { RiskSchema } from './risk-schema.ts';

/** What each workload meets; rows that say the same are not rewritten, workloads that are gone leave. */
export async function keepCompliance(
  database: Kysely<RiskSchema>,
  vbrServerId: number,
  given: readonly WorkloadCompliance[],
): Promise<void> {
  const all = lastOfEach(given, ({ id }) => id);
  await sql`
    WITH given AS MATERIALIZED (
      SELECT line::jsonb AS document FROM unnest(string_to_array(${documentLines(all)}, E'\\n')) AS line
    ), told AS MATERIALIZED (
      SELECT document->>'id' AS id, document FROM given
    ), kept AS (
      INSERT INTO workload_compliance AS known (vbr_server_id, workload_id, workload_name, tier, verdict, document)
      SELECT ${vbrServerId}::int, id, document->>'name', document->>'tier', document->'rule'->>'verdict', document FROM told
      ON CONFLICT (vbr_server_id, workload_id) DO UPDATE SET
        workload_name = excluded.workload_name, tier = excluded.tier, verdict = excluded.verdict, document = excluded.document
        WHERE known.document <> excluded.document
    )
    DELETE FROM workload_compliance WHERE vbr_server_id = ${vbrServerId}
      AND workload_id NOT IN (SELECT id FROM told)`.execute(database);
}

/** What is lost with each thing, kept the same way. */
export async function keepBlastRadii(
  database: Kysely<RiskSchema>,
  vbrServerId: number,
  given: readonly BlastRadius[],
): Promise<void> {
  const all = lastOfEach(given, ({ kind, id }) => `${kind} ${id}`);
  const kinds = arrayLiteral(all.map(({ kind }) => kind));
  const ids = arrayLiteral(all.map(({ id }) => id));
  await sql`
    INSERT INTO blast_radius AS known (vbr_server_id, kind, id, name, loses_all, loses_newest, document)
    SELECT ${vbrServerId}::int, kind, id, name, loses_all, loses_newest, document::jsonb FROM unnest(
      ${kinds}::text[], ${ids}::text[], ${arrayLiteral(all.map(({ name }) => name))}::text[],
      ${arrayLiteral(all.map(({ losesAll }) => losesAll))}::int[],
      ${arrayLiteral(all.map(({ losesNewest }) => losesNewest))}::int[],
      ${arrayLiteral(all.map((one) => JSON.stringify(one)))}::text[]
    ) AS told (kind, id, name, loses_all, loses_newest, document)
    ON CONFLICT (vbr_server_id, kind, id) DO UPDATE SET name = excluded.name, loses_all = excluded.loses_all,
      loses_newest = excluded.loses_newest, document = excluded.document
      WHERE known.document <> excluded.document`.execute(database);
  await sql`
    DELETE FROM blast_radius AS known WHERE vbr_server_id = ${vbrServerId} AND NOT EXISTS (
      SELECT FROM unnest(${kinds}::text[], ${ids}::text[]) AS told (kind, id)
      WHERE told.kind = known.kind AND told.id = known.id)`.execute(database);
}
