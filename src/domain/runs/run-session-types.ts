import type { Revision } from '../vbr-server.ts';

const sinceRevision0 = [
  'BackupJob',
  'CopyBackup',
  'ReplicaJob',
  'AgentBackup',
  'AgentPolicy',
  'UnstructuredDataBackupCopy',
  'ArchiveBackup',
  'ArchiveCopy',
  'ArchiveSync',
  'DirectBackupSync',
  'SqlLogBackup',
  'OracleLogBackup',
  'PostgreSqlLogBackup',
  'ConfigurationBackup',
];
const sinceRevision1 = [...sinceRevision0, 'BackupCopyJob'];
const sinceRevision2 = [
  ...sinceRevision1,
  'BackupCopyJobParent',
  'EndpointBackup',
  'PlatformBackupJob',
  'PlatformSnapshotJob',
  'PlatformSnapshotCopyJob',
  'PlatformServiceJob',
  'IrisBackup',
  'AgentOperationBackupNow',
  'AgentOperationActiveFull',
];

/**
 * Session types that are attempts of a job that backs up, copies or replicates, by the revision that knows them;
 * restores, verification and upkeep are not. A type the revision does not know would be refused as a filter.
 */
export const runSessionTypes: Readonly<Record<Revision, readonly string[]>> = {
  '1.3-rev0': sinceRevision0,
  '1.3-rev1': sinceRevision1,
  '1.3-rev2': sinceRevision2,
};
