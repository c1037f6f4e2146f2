import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { Pass } from '../../domain/pass.ts';
import type { RiskStore } from '../../ports/risk-store.ts';
import type { ConnectionSettings } from '../connection.ts';
import { openDatabase } from '../database.ts';
import type { RiskSchema } from './risk-schema.ts';

const mostConnections = 2;

/** Access to the risk database: passes as collector or analyst, the audit as mcp. */
export function openRiskStore(connection: ConnectionSettings): RiskStore {
  const { query, close } = openDatabase<RiskSchema>(connection, {
    max: mostConnections,
    applicationName: 'dr365 risk',
  });
  return {
    openPass: (pass) => keepPass(query, pass),
    closePass: (pass) => keepPass(query, pass),
    passes: (limit) => newestPasses(query, limit),
    audit: async (entry) => {
      await sql`SELECT answers.record_audit(${entry.at}, ${entry.door}, ${entry.tool}, ${entry.argumentsHash},
        ${entry.outcome}, ${entry.durationMs})`.execute(query);
    },
    counts: async () => {
      const rows = await query.selectFrom('answers.row_count').selectAll().execute();
      return Object.fromEntries(rows.map((row) => [row.kind, row.row_count]));
    },
    close,
  };
}

// Opening and closing write the whole pass, so that either may be repeated and a lost opening is made good.
async function keepPass(database: Kysely<RiskSchema>, pass: Pass): Promise<void> {
  const columns = {
    command: pass.command,
    started_at: pass.startedAt,
    ended_at: pass.endedAt,
    status: pass.status,
    exit_code: pass.exitCode,
    counts: JSON.stringify(pass.counts),
  };
  await database
    .insertInto('pass')
    .values({ id: pass.id, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}

const countsSchema = z.record(z.string(), z.number());

async function newestPasses(database: Kysely<RiskSchema>, limit: number): Promise<readonly Pass[]> {
  const rows = await database
    .selectFrom('answers.pass')
    .select([
      'id',
      'command',
      'started_at as startedAt',
      'ended_at as endedAt',
      'status',
      'exit_code as exitCode',
      'counts',
    ])
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, counts: countsSchema.parse(row.counts) }));
}
