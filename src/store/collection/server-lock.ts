import { Fault } from '../../domain/errors.ts';
import { type ConnectionSettings, databaseFault, withClient } from '../connection.ts';

// First half of the lock's key; the second is the server's id. The number means nothing, it only must not change.
const collectionLock = 365_001;

/**
 * Holds a session-level advisory lock on a connection of its own while work runs; it ends with the connection, so that a
 * killed collection never blocks the next one, and many servers at once do not use up the connections of the work.
 */
export async function withServerLock<Result>(
  connection: ConnectionSettings,
  vbrServerId: number,
  work: () => Promise<Result>,
): Promise<Result> {
  let hasLock = false;
  try {
    return await withClient(connection, 'dr365 lock', async (client) => {
      const taken = await client.query<{ taken: boolean }>(
        'SELECT pg_try_advisory_lock($1, $2) AS taken',
        [collectionLock, vbrServerId],
      );
      if (taken.rows[0]?.taken !== true) throw alreadyRunning(vbrServerId);
      hasLock = true;
      return work();
    });
  } catch (error) {
    throw hasLock ? error : databaseFault(error, connection);
  }
}

function alreadyRunning(vbrServerId: number): Fault {
  return new Fault({
    code: 'already-running',
    happened: `another process is collecting from VBR server ${vbrServerId}`,
    means: 'nothing was read twice and nothing is lost',
    next: 'wait for it to end',
  });
}
