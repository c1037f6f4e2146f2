import { sql } from 'kysely';
import type { RiskStore } from '../../ports/risk-store.ts';
import { type DatabaseAccess, openDatabase } from '../database.ts';
import { createPasses } from './passes.ts';
import { riskAnswers } from './risk-answers.ts';
import type { RiskSchema } from './risk-schema.ts';

// One for the lock of an open pass, two for the work.
const mostConnections = 3;

/** Access to the risk database: passes as collector or analyst, the audit as mcp. */
export function openRiskStore(access: DatabaseAccess): RiskStore {
  const { query, pool, close } = openDatabase<RiskSchema>(access, {
    max: mostConnections,
    applicationName: 'dr365 risk',
  });
  const { abandon, ...passes } = createPasses(query, pool);
  return {
    ...passes,
    risks: riskAnswers(query),
    audit: async (entry) => {
      await sql`SELECT answers.record_audit(${entry.at}, ${entry.door}, ${entry.tool}, ${entry.argumentsHash},
        ${entry.outcome}, ${entry.durationMs})`.execute(query);
    },
    counts: async () => {
      const rows = await query.selectFrom('answers.row_count').selectAll().execute();
      return Object.fromEntries(rows.map((row) => [row.kind, row.row_count]));
    },
    close: () => {
      abandon();
      return close();
    },
  };
}
