import { type Kysely, sql } from 'kysely';
import type { RiskAnalysis, RiskKeeper } from '../../ports/risk-keeper.ts';
import { type DatabaseAccess, openDatabase } from '../database.ts';
import { acceptRisk, reopenRisk, reopenWorse } from './acceptances.ts';
import { inventory, keepInventory } from './inventory.ts';
import { keepBlastRadii, keepCompliance } from './keep-posture.ts';
import { keepHistory, keepOpen, markClosed } from './keep-risks.ts';
import { riskFrom } from './risk-row.ts';
import type { RiskSchema } from './risk-schema.ts';

const mostConnections = 2;

/** Access to risks in the risk database, as the analyst role. */
export function openRiskKeeper(
  access: DatabaseAccess,
): RiskKeeper & { close: () => Promise<void> } {
  const { query, close } = openDatabase<RiskSchema>(access, {
    max: mostConnections,
    applicationName: 'dr365 risks',
  });
  return {
    lastAnalysis: async (vbrServerId) => {
      const row = await query
        .selectFrom('risk_analysis')
        .select(['as_of as asOf', 'inputs_key as inputsKey'])
        .where('vbr_server_id', '=', vbrServerId)
        .orderBy('as_of', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    },
    openRisks: async (vbrServerId) => {
      const rows = await query
        .selectFrom('risk')
        .select(['id', 'document'])
        .where('vbr_server_id', '=', vbrServerId)
        .where('closed_as', 'is', null)
        .orderBy('id')
        .execute();
      return rows.map(riskFrom);
    },
    keepAnalysis: (vbrServerId, passId, analysis) =>
      query.transaction().execute(async (transaction) => {
        await keepOpen(transaction, passId, analysis.open);
        const closed = await markClosed(transaction, vbrServerId, analysis);
        const changed = await keepHistory(transaction, vbrServerId, passId, analysis);
        await reopenWorse(transaction, vbrServerId, analysis);
        await keepCompliance(transaction, vbrServerId, analysis.compliance);
        await keepBlastRadii(transaction, vbrServerId, analysis.blastRadii);
        await keepAnalysisRow(transaction, vbrServerId, passId, analysis);
        return { changed, closed };
      }),
    inventory: (vbrServerId) => inventory(query, vbrServerId),
    keepInventory: (machines, importedAt) => keepInventory(query, machines, importedAt),
    accept: (accepted) => acceptRisk(query, accepted),
    reopen: (riskId, at) => reopenRisk(query, riskId, at),
    close,
  };
}

function keepAnalysisRow(
  database: Kysely<RiskSchema>,
  vbrServerId: number,
  passId: string,
  { asOf, formula, inputsKey, open, tiers, ...analysis }: RiskAnalysis,
) {
  const { hasInventory, seesAgentComputers, changedPoints } = analysis;
  const posture = JSON.stringify({ tiers, hasInventory, seesAgentComputers, changedPoints });
  return sql`
    INSERT INTO risk_analysis (vbr_server_id, as_of, pass_id, formula, inputs_key, open_risks, posture)
    VALUES (${vbrServerId}, ${asOf}, ${passId}, ${formula}, ${inputsKey}, ${open.length}, ${posture}::jsonb)
    ON CONFLICT (vbr_server_id, as_of) DO UPDATE SET pass_id = excluded.pass_id, formula = excluded.formula,
      inputs_key = excluded.inputs_key, open_risks = excluded.open_risks, posture = excluded.posture`.execute(
    database,
  );
}
