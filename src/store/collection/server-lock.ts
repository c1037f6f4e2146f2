import type { Pool, PoolClient } from 'pg';
import { Fault } from '../../domain/errors.ts';
import { type ConnectionSettings, databaseFault } from '../connection.ts';

// First half of the lock's key; the second is the server's id. The number means nothing, it only must not change.
const collectionLock = 365_001;

/**
 * Holds a session-level advisory lock on a connection of its own while work runs. PostgreSQL frees it when the
 * process dies, so a killed collection never blocks the next one.
 */
export async function withServerLock<Result>(
  pool: Pool,
  connection: ConnectionSettings,
  vbrServerId: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = await takeLock(pool, vbrServerId).catch((error: unknown) => {
    throw databaseFault(error, connection);
  });
  try {
    return await work();
  } finally {
    await freeLock(client, vbrServerId);
  }
}

async function takeLock(pool: Pool, vbrServerId: number): Promise<PoolClient> {
  const client = await pool.connect();
  try {
    const taken = await client.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock($1, $2) AS taken',
      [collectionLock, vbrServerId],
    );
    if (taken.rows[0]?.taken === true) return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
  client.release();
  throw new Fault({
    code: 'already-running',
    happened: `another process is collecting from VBR server ${vbrServerId}`,
    means: 'nothing was read twice and nothing is lost',
    next: 'wait for it to end',
  });
}

// Closing the connection frees the lock as well, for the case that it can no longer be asked.
async function freeLock(client: PoolClient, vbrServerId: number): Promise<void> {
  try {
    await client.query('SELECT pg_advisory_unlock($1, $2)', [collectionLock, vbrServerId]);
    client.release();
  } catch {
    client.release(true);
  }
}
