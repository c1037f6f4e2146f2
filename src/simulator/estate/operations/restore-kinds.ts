import type { RestoreFamily } from '../../../domain/session-families.ts';
import type { Revision } from '../../../domain/vbr-server.ts';
import type { OperationKind } from './operation.ts';

/** A kind of restore and for which platforms' backups it exists. */
export interface RestoreKind extends OperationKind {
  readonly family: RestoreFamily;
  readonly platforms: readonly string[];
  /** How often it is drawn, relative to the others of its platform. */
  readonly weight: number;
}

const virtual = ['VMware', 'HyperV'];
const windows = ['WindowsPhysical'];
const linux = ['LinuxPhysical'];
const shares = ['UnstructuredData'];

/** What is restored; types that only newer revisions name are not shown to those who ask for older ones. */
export const restoreKinds: readonly RestoreKind[] = [
  kind('RestoreVm', 'full-machine', virtual, 5),
  kind('CloudDirectorVmRestore', 'full-machine', ['VMware'], 0.3),
  kind('CloudDirectorVAppRestore', 'full-machine', ['VMware'], 0.2),
  kind('EndpointRestore', 'full-machine', windows, 1, '1.3-rev2'),
  kind('DiskRestore', 'disk', virtual, 1, '1.3-rev2'),
  kind('RestoreAgentVolumes', 'disk', [...windows, ...linux], 2, '1.3-rev2'),
  kind('RestoreRecoveryApplianceVolumes', 'disk', linux, 0.4, '1.3-rev2'),
  kind('FileLevelRestore', 'file', [...virtual, ...windows], 9, '1.3-rev0', 'FLR_[%]'),
  kind('LinuxFileLevelRestore', 'file', ['VMware', ...linux], 4, '1.3-rev0', 'FLR_[%]'),
  kind('NasRestore', 'file', shares, 6, '1.3-rev0', '% file share restore'),
  kind('FileServerSave', 'file', shares, 1, '1.3-rev0', '% export'),
  kind('ApplicationLevelRestore', 'application', virtual, 3, '1.3-rev2', '% application items'),
  kind('AdForestRestore', 'application', virtual, 0.3, '1.3-rev2', '% forest recovery'),
  kind('InstantRecovery', 'instant', virtual, 4),
  kind('InstantDiskRecovery', 'instant', ['VMware'], 0.6, '1.3-rev2'),
  kind('FirstClassDiskInstantRestore', 'instant', ['VMware'], 0.3),
  kind('AzureInstantRecovery', 'instant', virtual, 0.3),
  kind('FileInstantRecovery', 'instant', shares, 1, '1.3-rev1'),
  kind('PublishBackupContentViaMount', 'instant', [...virtual, ...windows], 0.8),
  kind('PublishBackupContentViaNfs', 'instant', linux, 0.6),
  kind('QuickMigration', 'full-machine', ['VMware'], 0.5),
  kind('Failover', 'failover', virtual, 0.5),
  kind('PlannedFailover', 'failover', virtual, 0.3),
  kind('FailoverPlan', 'failover', ['VMware'], 0.2, '1.3-rev0', '% failover plan'),
];

// Positional, because the table above is read by its columns.
function kind(
  sessionType: string,
  family: RestoreFamily,
  platforms: readonly string[],
  weight: number,
  since: Revision = '1.3-rev0',
  name = '%',
): RestoreKind {
  const tasks = family === 'failover' ? null : 'Restore';
  return { sessionType, family, since, olderType: null, name, tasks, platforms, weight };
}
