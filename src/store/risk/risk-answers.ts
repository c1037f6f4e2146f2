import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { ReopenedShown } from '../../domain/risk-answer.ts';
import type { RiskAcceptance, RiskAnswers, RiskChange } from '../../ports/risk-answers.ts';
import { totalOf } from '../answers/total-of.ts';
import { arrayLiteral } from '../array-literal.ts';
import { postureAnswers } from './posture-answers.ts';
import { riskFrom } from './risk-row.ts';
import type { RiskSchema } from './risk-schema.ts';

/** Risks as the mcp role reads them. */
export function riskAnswers(database: Kysely<RiskSchema>): RiskAnswers {
  return {
    openRisks: (query) => openRisks(database, query),
    acceptances: (ids, asOf) => acceptances(database, ids, asOf),
    reopened: (ids, asOf) => reopened(database, ids, asOf),
    changesSince: (ids, since) => changesSince(database, ids, since),
    ...postureAnswers(database),
  };
}

async function openRisks(
  database: Kysely<RiskSchema>,
  query: Parameters<RiskAnswers['openRisks']>[0],
): ReturnType<RiskAnswers['openRisks']> {
  const { vbrServerIds, category, tier, name, id, asOf, limit, offset } = query;
  let matching = database
    .selectFrom('answers.risk as risk')
    .where(sql<boolean>`vbr_server_id = ANY(${arrayLiteral(vbrServerIds)}::int[])`)
    .where('closed_as', 'is', null);
  if (id === undefined) {
    matching = matching.where(
      sql<boolean>`NOT EXISTS (
        SELECT FROM answers.risk_acceptance AS accepted
        WHERE accepted.vbr_server_id = risk.vbr_server_id AND accepted.risk_id = risk.id
          AND accepted.reopened_at IS NULL AND accepted.expires_at > ${asOf})`,
    );
  } else {
    matching = matching.where('id', '=', id);
  }
  if (category !== undefined) matching = matching.where('category', '=', category);
  if (tier !== undefined) matching = matching.where('tier', '=', tier);
  if (name !== undefined) {
    const wanted = name.trim().toLowerCase();
    matching = matching.where(
      sql<boolean>`(lower(subject_name) = ${wanted} OR lower(document -> 'component' ->> 'name') = ${wanted}
        OR EXISTS (
          SELECT FROM jsonb_array_elements_text((document -> 'jobs') || (document -> 'workloads')) AS hit (name)
          WHERE lower(hit.name) = ${wanted}))`,
    );
  }
  const rows = await matching
    .select(['id', 'document'])
    .orderBy('impact', 'desc')
    .orderBy('score', 'desc')
    .orderBy('first_seen_at')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute();
  const total = await totalOf(matching, rows.length, { limit, offset });
  return { rows: rows.map(riskFrom), total };
}

function acceptances(
  database: Kysely<RiskSchema>,
  vbrServerIds: readonly number[],
  asOf: Date,
): Promise<readonly RiskAcceptance[]> {
  return database
    .selectFrom('answers.risk_acceptance')
    .select([
      ...(['vbr_server_id as vbrServerId', 'risk_id as riskId', 'owner', 'reason'] as const),
      'accepted_at as acceptedAt',
      'expires_at as expiresAt',
      'accepted_score as acceptedScore',
    ])
    .where(sql<boolean>`vbr_server_id = ANY(${arrayLiteral(vbrServerIds)}::int[])`)
    .where('reopened_at', 'is', null)
    .where('expires_at', '>', asOf)
    .orderBy('expires_at')
    .orderBy('id')
    .execute();
}

/** The last acceptance of each open risk, where it ended because the score rose. */
async function reopened(
  database: Kysely<RiskSchema>,
  vbrServerIds: readonly number[],
  asOf: Date,
): Promise<readonly ReopenedShown[]> {
  const { rows } = await sql<ReopenedShown>`
    SELECT last.risk_id AS "riskId", last.owner, last.accepted_score AS "acceptedScore", risk.score
    FROM (
      SELECT DISTINCT ON (vbr_server_id, risk_id) * FROM answers.risk_acceptance
      WHERE vbr_server_id = ANY(${arrayLiteral(vbrServerIds)}::int[])
      ORDER BY vbr_server_id, risk_id, accepted_at DESC, id DESC
    ) AS last
    JOIN answers.risk AS risk ON risk.vbr_server_id = last.vbr_server_id AND risk.id = last.risk_id
    WHERE last.reopened_because = 'worse' AND last.reopened_at <= ${asOf} AND risk.closed_as IS NULL
    ORDER BY risk.impact DESC, risk.id`.execute(database);
  return rows;
}

async function changesSince(
  database: Kysely<RiskSchema>,
  vbrServerIds: readonly number[],
  since: Date,
): Promise<readonly RiskChange[]> {
  const { rows } = await sql<RiskChange & { readonly title: unknown }>`
    SELECT risk.vbr_server_id AS "vbrServerId", risk.id AS "riskId", risk.document ->> 'title' AS title,
      CASE WHEN before.state = 'open' THEN before.score END AS "scoreThen",
      CASE WHEN risk.closed_as IS NULL THEN risk.score END AS "scoreNow", changed.at AS "changedAt",
      risk.closed_as AS "closedAs"
    FROM (
      SELECT vbr_server_id, risk_id, max(as_of) AS at FROM answers.risk_history
      WHERE vbr_server_id = ANY(${arrayLiteral(vbrServerIds)}::int[]) AND as_of > ${since} GROUP BY 1, 2
    ) AS changed
    JOIN answers.risk AS risk ON risk.vbr_server_id = changed.vbr_server_id AND risk.id = changed.risk_id
    LEFT JOIN LATERAL (
      SELECT state, score FROM answers.risk_history AS last
      WHERE last.vbr_server_id = risk.vbr_server_id AND last.risk_id = risk.id AND last.as_of <= ${since}
      ORDER BY last.as_of DESC LIMIT 1
    ) AS before ON true
    WHERE before.state = 'open' OR risk.closed_as IS NULL
    ORDER BY risk.impact DESC, risk.id`.execute(database);
  return rows.map((row) => ({ ...row, title: z.string().catch(row.riskId).parse(row.title) }));
}
