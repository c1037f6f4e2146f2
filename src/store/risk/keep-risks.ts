import { type Kysely, sql } from 'kysely';
import type { Risk } from '../../domain/risk.ts';
import type { RiskAnalysis } from '../../ports/risk-keeper.ts';
import { arrayLiteral } from '../array-literal.ts';
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
  const texts = (value: (risk: Risk) => string | null) =>
    sql`${arrayLiteral(risks.map(value))}::text[]`;
  const numbers = (value: (risk: Risk) => number) =>
    sql`${arrayLiteral(risks.map(value))}::double precision[]`;
  const instants = (value: (risk: Risk) => Date) =>
    sql`${arrayLiteral(risks.map(value))}::timestamptz[]`;
  await sql`
    INSERT INTO risk (vbr_server_id, id, category, kind, group_id, subject_kind, subject_id, subject_name, tier, score, impact,
      confidence, is_confirmed, first_seen_at, as_of, pass_id, document)
    SELECT server, id, category, kind, group_id, subject_kind, subject_id, subject_name, tier, score, impact, confidence,
      confirmed = 'true', first_seen_at, as_of, ${passId}::uuid, document::jsonb
    FROM unnest(
      ${numbers(({ vbrServerId }) => vbrServerId)}, ${texts(({ id }) => id)}, ${texts(({ category }) => category)},
      ${texts(({ kind }) => kind)}, ${texts(({ groupId }) => groupId)}, ${texts(({ subject }) => subject.kind)},
      ${texts(({ subject }) => subject.id)}, ${texts(({ subject }) => subject.name)}, ${texts(({ tier }) => tier)},
      ${numbers(({ score }) => score)}, ${numbers(({ impact }) => impact)},
      ${numbers(({ confidence }) => confidence.value)}, ${texts(({ isConfirmed }) => String(isConfirmed))},
      ${instants(({ firstSeenAt }) => firstSeenAt)}, ${instants(({ asOf }) => asOf)},
      ${texts((risk) => JSON.stringify(risk))}
    ) AS found (server, id, category, kind, group_id, subject_kind, subject_id, subject_name, tier, score, impact, confidence,
      confirmed, first_seen_at, as_of, document)
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
