import { type Kysely, sql } from 'kysely';
import type { AcceptedRisk } from '../../ports/risk-keeper.ts';
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

async function endAcceptance(
  database: Kysely<RiskSchema>,
  riskId: string,
  at: Date,
): Promise<number> {
  const { rows } = await sql`
    UPDATE risk_acceptance SET reopened_at = ${at}
    WHERE risk_id = ${riskId} AND reopened_at IS NULL AND expires_at > ${at} RETURNING 1`.execute(
    database,
  );
  return rows.length;
}
