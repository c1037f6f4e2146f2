import type { CollectionStore } from '../../ports/metrics-store.ts';
import type { ConnectionSettings } from '../connection.ts';
import { openDatabase } from '../database.ts';
import type { MetricsSchema } from '../schema.ts';
import { readCursor } from './cursors.ts';
import { keepJobDefinitions, keepJobStates } from './jobs.ts';
import { countPendingLogs, keepLog, pendingLogs } from './logs.ts';
import { keepRepositories, keepRepositoryStates } from './repositories.ts';
import { withServerLock } from './server-lock.ts';
import { recordServer, registerServer } from './servers.ts';
import { createPartitionKeeper } from './session-partitions.ts';
import { keepSessions, unfinishedSessions } from './sessions.ts';
import { recordSource } from './source-states.ts';
import { keepTasks } from './tasks.ts';

// Shared by all servers of a pass.
const mostConnections = 4;

/** Collection's access to the metrics database, as the collector role. */
export function openCollectionStore(
  connection: ConnectionSettings,
): CollectionStore & { close: () => Promise<void> } {
  const { query, close } = openDatabase<MetricsSchema>(connection, {
    max: mostConnections,
    applicationName: 'dr365 collector',
  });
  const ensurePartitions = createPartitionKeeper(query);
  return {
    registerServer: (entry, address, revision) => registerServer(query, entry, address, revision),
    recordServer: (vbrServerId, info, clock) => recordServer(query, vbrServerId, info, clock),
    withServerLock: (vbrServerId, work) => withServerLock(connection, vbrServerId, work),
    cursor: (vbrServerId, source) => readCursor(query, vbrServerId, source),
    keepSessions: async (vbrServerId, batch) => {
      await ensurePartitions(batch.rows.map((session) => session.createdAt));
      return keepSessions(query, vbrServerId, batch);
    },
    unfinishedSessions: (vbrServerId, atMost) => unfinishedSessions(query, vbrServerId, atMost),
    keepTasks: (vbrServerId, batch) => keepTasks(query, vbrServerId, batch),
    keepJobStates: (vbrServerId, rows, complete, seenAt) =>
      keepJobStates(query, vbrServerId, rows, complete, seenAt),
    keepJobDefinitions: (vbrServerId, rows) => keepJobDefinitions(query, vbrServerId, rows),
    keepRepositories: (vbrServerId, rows, seenAt) =>
      keepRepositories(query, vbrServerId, rows, seenAt),
    keepRepositoryStates: (vbrServerId, rows, samples, seenAt) =>
      keepRepositoryStates(query, vbrServerId, rows, samples, seenAt),
    pendingLogs: (vbrServerId, atMost) => pendingLogs(query, vbrServerId, atMost),
    countPendingLogs: (vbrServerId) => countPendingLogs(query, vbrServerId),
    keepLog: (vbrServerId, owner, records, readAt) =>
      keepLog(query, vbrServerId, owner, records, readAt),
    recordSource: (vbrServerId, passId, state) => recordSource(query, vbrServerId, passId, state),
    close,
  };
}
