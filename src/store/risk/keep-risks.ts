import { type Kysely, sql } from 'kysely';
import type { Risk } from '../../domain/risk.ts';
import type { RiskAnalysis } from '../../ports/risk-keeper.ts';
import { arrayLiteral, documentLines } from '../array-literal.ts';
import { lastOfEach } from '../last-of-each.ts';
import type { RiskSchema } from './risk-schema.ts';

/** Writes the open risks; one that was closed is open again, and of two with one id the first stands, which is the worse. */
export async function keepOpen(
  database: Kysely<RiskSchema>,
  passId: string,
  open: readonly Risk[],
): Promise<void> {
  if (open.length === 0) return;
  const risks = lastOfEach(open.toReversed(), ({ id }) => id);
  await sql`
    WITH told AS MATERIALIZED (
      SELECT line::jsonb AS risk FROM unnest(string_to_array(${documentLines(risks)}, E'\\n')) AS line
    )
    INSERT INTO risk (vbr_server_id, id, category, kind, group_id, subject_kind, subject_id, subject_name, tier, score, impact,
      confidence, is_confirmed, first_seen_at, as_of, pass_id, document)
    SELECT (risk->>'vbrServerId')::int, risk->>'id', risk->>'category', risk->>'kind', risk->>'groupId',
      risk->'subject'->>'kind', risk->'subject'->>'id', risk->'subject'->>'name', risk->>'tier',
      (risk->>'score')::double precision, (risk->>'impact')::double precision,
      (risk->'confidence'->>'value')::double precision, (risk->>'isConfirmed')::boolean,
      (risk->>'firstSeenAt')::timestamptz, (risk->>'asOf')::timestamptz, ${passId}::uuid, risk
    FROM told
    ON CONFLICT (vbr_server_id, id) DO UPDATE SET
      category = excluded.category, kind = excluded.kind, group_id = excluded.group_id,
      subject_name = excluded.subject_name, tier = excluded.tier, score = excluded.score, impact = excluded.impact,
      confidence = excluded.confidence, is_confirmed = excluded.is_confirmed, first_seen_at = excluded.first_seen_at,
      as_of = excluded.as_of, pass_id = excluded.pass_id, document = excluded.document,
      closed_as = NULL, closed_at = NULL`.execute(database);
}

/** Closes what is gone; how many. */
export async function markClosed(
  database: Kysely<RiskSchema>,
  vbrServerId: number,
  { closed, asOf }: RiskAnalysis,
): Promise<number> {
  const { rows } = await sql`
    UPDATE risk SET closed_as = gone.closed_as, closed_at = ${asOf}
    FROM unnest(
      ${arrayLiteral(closed.map(({ id }) => id))}::text[], ${arrayLiteral(closed.map(({ as }) => as))}::text[]
    ) AS gone (id, closed_as)
    WHERE risk.vbr_server_id = ${vbrServerId} AND risk.id = gone.id AND risk.closed_as IS NULL
    RETURNING 1`.execute(database);
  return rows.length;
}

/** A line for each risk that stands otherwise than its last line says; how many. */
export async function keepHistory(
  database: Kysely<RiskSchema>,
  vbrServerId: number,
  passId: string,
  { asOf, open, closed }: RiskAnalysis,
): Promise<number> {
  const ids = [...open, ...closed].map(({ id }) => id);
  const { rows } = await sql`
    INSERT INTO risk_history AS known (vbr_server_id, risk_id, as_of, pass_id, state, score, impact)
    SELECT risk.vbr_server_id, risk.id, ${asOf}::timestamptz, ${passId}::uuid, coalesce(risk.closed_as, 'open'), risk.score, risk.impact
    FROM risk LEFT JOIN LATERAL (
      SELECT state, score, impact FROM risk_history AS last
      WHERE last.vbr_server_id = risk.vbr_server_id AND last.risk_id = risk.id
      ORDER BY last.as_of DESC LIMIT 1
    ) AS last ON true
    WHERE risk.vbr_server_id = ${vbrServerId} AND risk.id = ANY(${arrayLiteral(ids)}::text[])
      AND ROW(last.state, last.score, last.impact) IS DISTINCT FROM ROW(coalesce(risk.closed_as, 'open'), risk.score, risk.impact)
    ON CONFLICT (vbr_server_id, risk_id, as_of) DO UPDATE SET
      pass_id = excluded.pass_id, state = excluded.state, score = excluded.score, impact = excluded.impact
    RETURNING 1`.execute(database);
  return rows.length;
}
