import { runSessionTypes } from './runs/run-session-types.ts';
import { type Revision, revisions } from './vbr-server.ts';

/** What kinds of restore there are. `instant`: the workload runs from its backup, so the session lasts until somebody ends it. */
export const restoreFamilies = [
  'full-machine',
  'disk',
  'file',
  'application',
  'instant',
  'failover',
] as const;
export type RestoreFamily = (typeof restoreFamilies)[number];

/** Type of session → its family and the first revision that knows it. A type a revision does not know is refused as a filter. */
const restoreTypes: Readonly<Record<string, readonly [RestoreFamily, Revision]>> = {
  RestoreVm: ['full-machine', '1.3-rev0'],
  CloudDirectorVmRestore: ['full-machine', '1.3-rev0'],
  CloudDirectorVAppRestore: ['full-machine', '1.3-rev0'],
  EndpointRestore: ['full-machine', '1.3-rev2'],
  DiskRestore: ['disk', '1.3-rev2'],
  RestoreAgentVolumes: ['disk', '1.3-rev2'],
  RestoreRecoveryApplianceVolumes: ['disk', '1.3-rev2'],
  FileLevelRestore: ['file', '1.3-rev0'],
  LinuxFileLevelRestore: ['file', '1.3-rev0'],
  NasRestore: ['file', '1.3-rev0'],
  FileServerSave: ['file', '1.3-rev0'],
  ApplicationLevelRestore: ['application', '1.3-rev2'],
  AdForestRestore: ['application', '1.3-rev2'],
  EntraIdRestore: ['application', '1.3-rev0'],
  EntraIdRestoreFromCopy: ['application', '1.3-rev0'],
  InstantRecovery: ['instant', '1.3-rev0'],
  InstantDiskRecovery: ['instant', '1.3-rev2'],
  FirstClassDiskInstantRestore: ['instant', '1.3-rev0'],
  AzureInstantRecovery: ['instant', '1.3-rev0'],
  FileInstantRecovery: ['instant', '1.3-rev1'],
  PublishBackupContentViaMount: ['instant', '1.3-rev0'],
  PublishBackupContentViaNfs: ['instant', '1.3-rev0'],
  Failover: ['failover', '1.3-rev0'],
  PlannedFailover: ['failover', '1.3-rev0'],
  FailoverPlan: ['failover', '1.3-rev0'],
};

const verificationTypes: Readonly<Record<string, Revision>> = {
  SureBackup: '1.3-rev0',
  SureBackupContentScan: '1.3-rev1',
  FileBackupHealthCheck: '1.3-rev0',
  SecurityComplianceAnalyzer: '1.3-rev0',
};

/** The restore family of a session type; null for sessions that restore nothing. */
export function restoreFamilyOf(sessionType: string): RestoreFamily | null {
  return restoreTypes[sessionType]?.[0] ?? null;
}

/** Every session type of one restore family. */
export function typesOfFamily(family: RestoreFamily): readonly string[] {
  return Object.keys(restoreTypes).filter((type) => restoreFamilyOf(type) === family);
}

/** Every session type that is read from a server of this revision: runs, restores, verification. Upkeep is noise and left out. */
export function sessionTypesRead(revision: Revision): readonly string[] {
  const isKnown = (since: Revision) => revisions.indexOf(since) >= revisions.indexOf(revision);
  const restores = Object.entries(restoreTypes).filter(([, [, since]]) => isKnown(since));
  const verifications = Object.entries(verificationTypes).filter(([, since]) => isKnown(since));
  return [
    ...runSessionTypes[revision],
    ...restores.map(([type]) => type),
    ...verifications.map(([type]) => type),
  ];
}
