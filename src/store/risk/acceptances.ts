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

/** Ends the acceptances of risks that are now worse than what was accepted by so many points or more. */
export async function reopenWorse(
  database: Kysely<RiskSchema>,
  vbrServerId: number,
  { asOf, changedPoints }: Pick<RiskAnalysis, 'asOf' | 'changedPoints'>,
): Promise<void> {
  await sql`
    UPDATE risk_acceptance AS accepted SET reopened_at = ${asOf}, reopened_because = 'worse'
    FROM risk
    WHERE risk.vbr_server_id = ${vbrServerId} AND risk.closed_as IS NULL
      AND accepted.vbr_server_id = risk.vbr_server_id AND accepted.risk_id = risk.id
      AND accepted.reopened_at IS NULL AND accepted.expires_at > ${asOf}
      AND risk.score >= accepted.accepted_score + ${changedPoints}::double precision`.execute(
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
