import { type Kysely, sql } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import type { Pass } from '../../domain/pass.ts';
import type { RiskStore } from '../../ports/risk-store.ts';
import type { RiskSchema } from './risk-schema.ts';

// First half of the key of a pass' lock; the second is a hash of its id. The number means nothing, it only must not change.
const passLock = 365_002;

/** Keeps passes; an open one holds a lock that PostgreSQL frees when its process dies, so that the next one can tell. `abandon` frees it here. */
export function createPasses(
  database: Kysely<RiskSchema>,
  pool: Pool,
): Pick<RiskStore, 'openPass' | 'closePass' | 'passes'> & { readonly abandon: () => void } {
  const locks = new Map<string, PoolClient>();
  return {
    openPass: async (pass) => {
      await interruptDeadPasses(database);
      if (!locks.has(pass.id)) locks.set(pass.id, await lockPass(pool, pass.id));
      await keepPass(database, pass);
    },
    closePass: async (pass) => {
      await keepPass(database, pass);
      // Closing the connection frees the lock, whatever became of it meanwhile.
      locks.get(pass.id)?.release(true);
      locks.delete(pass.id);
    },
    passes: (limit) => newestPasses(database, limit),
    abandon: () => {
      for (const client of locks.values()) client.release(true);
      locks.clear();
    },
  };
}

async function lockPass(pool: Pool, passId: string): Promise<PoolClient> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [passLock, passId]);
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** A pass that says it runs and whose lock is free was killed. */
async function interruptDeadPasses(database: Kysely<RiskSchema>): Promise<void> {
  await sql`
    WITH running AS MATERIALIZED (SELECT id FROM pass WHERE status = 'running')
    UPDATE pass SET status = 'interrupted' FROM running
    WHERE pass.id = running.id AND pg_try_advisory_xact_lock(${passLock}, hashtext(running.id::text))`.execute(
    database,
  );
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
