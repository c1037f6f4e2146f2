import type { Session } from '../session.ts';

/** Session types that are attempts of a job that backs up, copies or replicates. Restores, verification and upkeep are not. */
const runSessionTypes: ReadonlySet<string> = new Set([
  'BackupJob',
  'BackupCopyJob',
  'BackupCopyJobParent',
  'CopyBackup',
  'ReplicaJob',
  'AgentBackup',
  'AgentPolicy',
  'AgentOperationBackupNow',
  'AgentOperationActiveFull',
  'EndpointBackup',
  'UnstructuredDataBackupCopy',
  'ArchiveBackup',
  'ArchiveCopy',
  'ArchiveSync',
  'DirectBackupSync',
  'SqlLogBackup',
  'OracleLogBackup',
  'PostgreSqlLogBackup',
  'ConfigurationBackup',
  'PlatformBackupJob',
  'PlatformSnapshotJob',
  'PlatformSnapshotCopyJob',
  'PlatformServiceJob',
  'IrisBackup',
]);

/**
 * Whether a session is an attempt of a job we know. The job decides, not the name: an offload to capacity tier comes as
 * type BackupJob and is told apart only by a job id that no job has. Every state counts; one that works is a running run.
 */
export function isRunSession(
  session: Pick<Session, 'jobId' | 'sessionType'>,
  knownJobIds: ReadonlySet<string>,
): boolean {
  return (
    session.jobId !== null &&
    knownJobIds.has(session.jobId) &&
    runSessionTypes.has(session.sessionType)
  );
}
