import type { Kysely } from 'kysely';
import type { CollectionStore } from '../../ports/collection-store.ts';
import type { ConnectionSettings } from '../connection.ts';
import { openDatabase } from '../database.ts';
import type { MetricsSchema } from '../schema.ts';
import { keepBackupFiles } from './backup-files.ts';
import { backupsToRead, countBackupsToRead } from './backups-to-read.ts';
import { moveCursorBack, readCursor } from './cursors.ts';
import { keepJobDefinitions, keepJobStates, listedJobs } from './jobs.ts';
import { listed } from './listed/index.ts';
import { countPendingLogs, keepLog, pendingLogs } from './logs.ts';
import { keepMalwareEvents } from './malware-events.ts';
import { keepMounts } from './mounts.ts';
import {
  backupsWithPointsOutsideFiles,
  backupsWithUnknownPoints,
  settlePointsOfBackup,
} from './points-of-backup.ts';
import { groupsReadSince } from './protection-groups.ts';
import { keepRepositories, keepRepositoryStates } from './repositories.ts';
import { keepFlaggedRestorePoints, keepRestorePoints } from './restore-points.ts';
import { keepRestoreReasons } from './restore-reasons.ts';
import { keepFact } from './server-facts.ts';
import { withServerLock } from './server-lock.ts';
import { recordServer, registerServer } from './servers.ts';
import { createPartitionKeeper } from './session-partitions.ts';
import { keepSessions } from './sessions.ts';
import { recordSource } from './source-states.ts';
import { keepTasks } from './tasks.ts';
import { countUnfinished, oldestUnfinished, unfinishedSessions } from './unfinished-sessions.ts';
import { markVanished, missingSessions } from './vanished-sessions.ts';

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
  return {
    withServerLock: (vbrServerId, work) => withServerLock(connection, vbrServerId, work),
    ...serverCalls(query),
    ...sessionCalls(query),
    ...jobAndRepositoryCalls(query),
    ...backupCalls(query),
    ...otherCalls(query),
    close,
  };
}

function serverCalls(query: Kysely<MetricsSchema>) {
  return {
    registerServer: (...input) => registerServer(query, ...input),
    recordServer: (...input) => recordServer(query, ...input),
    recordSource: (...input) => recordSource(query, ...input),
    cursor: (...input) => readCursor(query, ...input),
    moveCursorBack: (...input) => moveCursorBack(query, ...input),
    keepFact: (...input) => keepFact(query, ...input),
  } satisfies Partial<CollectionStore>;
}

function sessionCalls(query: Kysely<MetricsSchema>) {
  const ensurePartitions = createPartitionKeeper(query);
  return {
    keepSessions: async (vbrServerId, batch) => {
      await ensurePartitions(batch.rows.map((session) => session.createdAt));
      return keepSessions(query, vbrServerId, batch);
    },
    keepRestoreReasons: (...input) => keepRestoreReasons(query, ...input),
    unfinishedSessions: (...input) => unfinishedSessions(query, ...input),
    oldestUnfinished: (...input) => oldestUnfinished(query, ...input),
    countUnfinished: (...input) => countUnfinished(query, ...input),
    missingSessions: (...input) => missingSessions(query, ...input),
    markVanished: (...input) => markVanished(query, ...input),
    keepTasks: (...input) => keepTasks(query, ...input),
    pendingLogs: (...input) => pendingLogs(query, ...input),
    countPendingLogs: (...input) => countPendingLogs(query, ...input),
    keepLog: (...input) => keepLog(query, ...input),
  } satisfies Partial<CollectionStore>;
}

function jobAndRepositoryCalls(query: Kysely<MetricsSchema>) {
  return {
    keepJobStates: (...input) => keepJobStates(query, ...input),
    listedJobs: (...input) => listedJobs(query, ...input),
    keepJobDefinitions: (...input) => keepJobDefinitions(query, ...input),
    keepRepositories: (...input) => keepRepositories(query, ...input),
    keepRepositoryStates: (...input) => keepRepositoryStates(query, ...input),
  } satisfies Partial<CollectionStore>;
}

function backupCalls(query: Kysely<MetricsSchema>) {
  return {
    keepRestorePoints: (...input) => keepRestorePoints(query, ...input),
    keepFlaggedRestorePoints: (...input) => keepFlaggedRestorePoints(query, ...input),
    backupsToRead: (...input) => backupsToRead(query, ...input),
    countBackupsToRead: (...input) => countBackupsToRead(query, ...input),
    keepBackupFiles: (...input) => keepBackupFiles(query, ...input),
    backupsWithPointsOutsideFiles: (...input) => backupsWithPointsOutsideFiles(query, ...input),
    backupsWithUnknownPoints: (...input) => backupsWithUnknownPoints(query, ...input),
    settlePointsOfBackup: (...input) => settlePointsOfBackup(query, ...input),
  } satisfies Partial<CollectionStore>;
}

function otherCalls(query: Kysely<MetricsSchema>) {
  return {
    groupsReadSince: (...input) => groupsReadSince(query, ...input),
    keepListed: (vbrServerId, kind, rows, complete, seenAt) =>
      query
        .transaction()
        .execute((transaction) => listed[kind](transaction, vbrServerId, rows, complete, seenAt)),
    keepMalwareEvents: (...input) => keepMalwareEvents(query, ...input),
    keepMounts: (...input) => keepMounts(query, ...input),
  } satisfies Partial<CollectionStore>;
}
