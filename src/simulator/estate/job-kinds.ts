/** A kind of job and how VBR names it, before rev1 and since. */
export interface JobKind {
  readonly type: string;
  readonly typeInRev0: string;
  readonly sessionType: string;
  readonly sessionTypeInRev0: string;
  /** Pascal case; rev0 writes it with a small first letter. */
  readonly workload: string;
  readonly platformName: string;
  /** Agent-managed jobs leave no task sessions: their cause stands in the session's own log. */
  readonly hasTasks: boolean;
  /** Whether session names end in "(Incremental)", "(Retry 2)" and the like. */
  readonly hasNameSuffix: boolean;
  readonly hasRetry: boolean;
  /** Words its job names begin with. */
  readonly nameLeads: readonly string[];
  /** Words its workload names begin with. */
  readonly workloadLeads: readonly string[];
  /** How often it is drawn, relative to the others. */
  readonly weight: number;
}

const machines = ['sql', 'web', 'app', 'file', 'dc', 'erp', 'mail', 'print', 'crm', 'pki'];

export const jobKinds: readonly JobKind[] = [
  {
    type: 'VSphereBackup',
    typeInRev0: 'VSphereBackup',
    sessionType: 'BackupJob',
    sessionTypeInRev0: 'BackupJob',
    workload: 'Vm',
    platformName: 'VMware',
    hasTasks: true,
    hasNameSuffix: true,
    hasRetry: true,
    nameLeads: ['VMware', 'vSphere', 'VM', 'Cluster A', 'Zálohy'],
    workloadLeads: machines,
    weight: 10,
  },
  {
    type: 'HyperVBackup',
    typeInRev0: 'HyperVBackup',
    sessionType: 'BackupJob',
    sessionTypeInRev0: 'BackupJob',
    workload: 'Vm',
    platformName: 'HyperV',
    hasTasks: true,
    hasNameSuffix: true,
    hasRetry: true,
    nameLeads: ['Hyper-V', 'HV', 'Hyper-V Cluster'],
    workloadLeads: machines,
    weight: 4,
  },
  {
    type: 'WindowsAgentBackup',
    typeInRev0: 'WindowsAgentBackup',
    sessionType: 'AgentBackup',
    sessionTypeInRev0: 'AgentBackup',
    workload: 'Server',
    platformName: 'WindowsPhysical',
    hasTasks: false,
    hasNameSuffix: false,
    hasRetry: true,
    nameLeads: ['Physical Windows', 'Agents Windows', 'Bare Metal'],
    workloadLeads: ['win', 'sqlphys', 'branch'],
    weight: 2,
  },
  {
    type: 'LinuxAgentBackup',
    typeInRev0: 'LinuxAgentBackup',
    sessionType: 'AgentBackup',
    sessionTypeInRev0: 'AgentBackup',
    workload: 'Server',
    platformName: 'LinuxPhysical',
    hasTasks: false,
    hasNameSuffix: false,
    hasRetry: true,
    nameLeads: ['Physical Linux', 'Agents Linux'],
    workloadLeads: ['lnx', 'pg', 'k8s'],
    weight: 1,
  },
  {
    type: 'WindowsAgentBackupServerPolicy',
    typeInRev0: 'Unknown',
    sessionType: 'AgentPolicy',
    sessionTypeInRev0: 'AgentPolicy',
    workload: 'Server',
    platformName: 'WindowsPhysical',
    hasTasks: false,
    hasNameSuffix: false,
    hasRetry: true,
    nameLeads: ['Server Policy', 'Branch Policy'],
    workloadLeads: ['win', 'branch'],
    weight: 1,
  },
  {
    type: 'BackupCopy',
    typeInRev0: 'BackupCopy',
    sessionType: 'BackupCopyJob',
    sessionTypeInRev0: 'CopyBackup',
    workload: 'Vm',
    platformName: 'VMware',
    hasTasks: true,
    hasNameSuffix: false,
    hasRetry: false,
    nameLeads: ['Copy to DR', 'Off-site Copy', 'Copy'],
    workloadLeads: machines,
    weight: 3,
  },
  {
    type: 'FileBackup',
    typeInRev0: 'Unknown',
    sessionType: 'BackupJob',
    sessionTypeInRev0: 'BackupJob',
    workload: 'File',
    platformName: 'UnstructuredData',
    hasTasks: true,
    hasNameSuffix: true,
    hasRetry: true,
    nameLeads: ['Shares', 'NAS', 'File Share'],
    workloadLeads: ['nas', 'smb', 'nfs'],
    weight: 2,
  },
];
