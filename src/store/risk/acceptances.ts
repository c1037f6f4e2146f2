import { type Kysely, sql } from 'kysely';
import type { AcceptedRisk, RiskAnalysis } from '../../ports/risk-keeper.ts';
import type { RiskSchema } from './risk-schema.ts';

/** Accepts an open risk until an instant; an acceptance that is in force ends with it. */
export function acceptRisk(database: Kysely<RiskSchema>, accepted: AcceptedRisk): Promise<boolean> {
  const { riskId, owner, reason, acceptedAt, expiresAt } = accepted;
  return database.transaction().execute(async (transaction) => {
    await endAcceptance(transaction, riskId, acceptedAt);
    const { rows } = await sql`
      INSERT INTO risk_acceptance (vbr_server_id, risk_id, owner, reason, accepted_at, expires_at, accepted_score)
      SELECT vbr_server_id, id, ${owner}, ${reason}, ${acceptedAt}, ${expiresAt}, score FROM risk
      WHERE id = ${riskId} AND closed_as IS NULL RETURNING 1`.execute(transaction);
    return rows.length > 0;
  });
}

/** Ends an acceptance before its time. */
export async function reopenRisk(
  database: Kysely<RiskSchema>,
  riskId: string,
  at: Date,
): Promise<boolean> {
  return (await endAcceptance(database, riskId, at)) > 0;
}

/**
 * Ends the acceptances of risks that are now worse than what was accepted by so many points or more. A score of another formula is no
 * measure: such an acceptance is held against the first score that the present formula gave.
 */
export async function reopenWorse(
  database: Kysely<RiskSchema>,
  vbrServerId: number,
  { asOf, formula, changedPoints }: Pick<RiskAnalysis, 'asOf' | 'formula' | 'changedPoints'>,
): Promise<void> {
  await sql`
    WITH present AS (
      SELECT least(${asOf}::timestamptz, min(as_of)) AS since FROM risk_analysis
      WHERE vbr_server_id = ${vbrServerId} AND formula = ${formula} AND as_of > coalesce((
        SELECT max(as_of) FROM risk_analysis WHERE vbr_server_id = ${vbrServerId} AND formula <> ${formula}), '-infinity')
    )
    UPDATE risk_acceptance AS accepted SET reopened_at = ${asOf}, reopened_because = 'worse'
    FROM risk, present
    WHERE risk.vbr_server_id = ${vbrServerId} AND risk.closed_as IS NULL
      AND accepted.vbr_server_id = risk.vbr_server_id AND accepted.risk_id = risk.id
      AND accepted.reopened_at IS NULL AND accepted.expires_at > ${asOf}
      AND risk.score >= ${changedPoints}::double precision + CASE WHEN accepted.accepted_at >= present.since THEN accepted.accepted_score
        ELSE coalesce((
          SELECT line.score FROM risk_history AS line WHERE line.vbr_server_id = risk.vbr_server_id AND line.risk_id = risk.id
            AND line.as_of <= present.since ORDER BY line.as_of DESC LIMIT 1), accepted.accepted_score) END`.execute(
    database,
  );
}

async function endAcceptance(
  database: Kysely<RiskSchema>,
  riskId: string,
  at: Date,
): Promise<number> {
  const { rows } = await sql`
    UPDATE risk_acceptance SET reopened_at = ${at}, reopened_because = 'person'
    WHERE risk_id = ${riskId} AND reopened_at IS NULL AND expires_at > ${at} RETURNING 1`.execute(
    database,
  );
  return rows.length;
}
