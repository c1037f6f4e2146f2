import type { Revision } from '../../domain/vbr-server.ts';

/** The words a revision knows; a filter with any other word is refused. */
export interface Vocabulary {
  readonly sessionTypes: readonly string[];
  readonly sessionStates: readonly string[];
  readonly jobTypes: readonly string[];
  readonly jobStatuses: readonly string[];
  readonly repositoryTypes: readonly string[];
  readonly platformTypes: readonly string[];
  readonly proxyTypes: readonly string[];
  readonly managedServerTypes: readonly string[];
}

/** Words a revision knows. */
export function vocabularyOf(revision: Revision): Vocabulary {
  return vocabularies[revision];
}

const sessionTypesRev0 = words(
  `Infrastructure BackupJob Automation ConfigurationBackup PublishBackupContentViaMount
  RepositoryMaintenance RepositoryEvacuate InfrastructureItemDeletion RestoreVm InstantRecovery
  FirstClassDiskInstantRestore AzureApplianceDeploy QuickMigration FileLevelRestore
  LinuxFileLevelRestore ReplicaJob ConfigurationResynchronize Failover PlannedFailover
  PermanentFailover UndoFailover Failback CommitFailback UndoFailback SwitchReplicaToProduction
  CloudDirectorVmRestore CloudDirectorVAppRestore MalwareDetection FirstClassDiskQuickMigration
  EntraIdRestore EntraIdRestoreFromCopy UnstructuredDataBackupCopy SecurityComplianceAnalyzer
  FileServerSave SureBackup NasRestore LogsExport TestCredentials SqlLogBackup OracleLogBackup
  PostgreSqlLogBackup AzureInstantRecovery AzureInstantRecoveryMigration
  AzureInstantRecoverySwitchover AzureInstantRecoveryStart AzureInstantRecoveryStop
  AzureInstantRecoveryMigrationUndo AzureInstantRecoveryMount PublishBackupContentViaNfs
  VolumesDiscover DeleteBackup BackgroundOperation AgentDiscovery AgentPolicy AgentBackup
  ApplianceUpdatesInstall FailoverPlan FailoverPlanTask UnstructuredDataBrowse
  UnstructuredDownloadMeta EntraIdRescanRepository HostComponentsUpdate CopyBackup
  FileBackupHealthCheck ArchiveBackup ArchiveRehydration ArchiveSync ArchiveCopy ArchiveFreezing
  RetrieveBackup ArchiveTierDownload DirectBackupSync CheckpointRemoval Retention`,
);
const sessionTypesRev1 = [
  ...sessionTypesRev0,
  ...words(
    `FileInstantRecovery FileInstantRecoveryMigration AgentOperationPurgeCache BackupCopyJob
  SureBackupContentScan`,
  ),
];
const sessionTypesRev2 = [
  ...sessionTypesRev1,
  ...words(
    `IrisBackup PlatformServiceJob PlatformBackupJob PlatformSnapshotJob PlatformSnapshotCopyJob
  AgentOperationBackupNow AgentOperationActiveFull AgentManagement BackupCopyJobParent
  ApplicationLevelRestore EncryptionAnalysis VeeamUpdaterSettingsSync EndpointBackup
  StorageDiscovery StorageMonitoring AdForestRestore AgentsRecoveryAppliancesManagement
  RestoreRecoveryApplianceVolumes RestoreAgentVolumes EndpointRestore EpAgentOperationStopBackup
  BackupCacheSync PerVmMoveBackup PerVmCopyBackup FileBackupArchiveRetrievalProlonging
  HaSwitchover IndexCollection InstantDiskRecovery DiskRestore HaClusterEdit`,
  ),
];
const jobTypesRev0 = words(
  `Unknown VSphereBackup HyperVBackup VSphereReplica CloudDirectorBackup EntraIDTenantBackup
  EntraIDAuditLogBackup FileBackupCopy LegacyBackupCopy BackupCopy WindowsAgentBackup
  LinuxAgentBackup EntraIDTenantBackupCopy`,
);
const jobTypesRev1 = [
  ...jobTypesRev0,
  ...words(
    `FileBackup ObjectStorageBackup SureBackupContentScan CloudBackupAzure CloudBackupAWS
  CloudBackupGoogle WindowsAgentBackupWorkstationPolicy LinuxAgentBackupWorkstationPolicy
  WindowsAgentBackupServerPolicy LinuxAgentBackupServerPolicy`,
  ),
];
const jobTypesRev2 = [
  ...jobTypesRev1,
  ...words(`NutanixAHVBackupJob ProxmoxBackupJob IrisBackup WindowsAgentBackupFailoverCluster`),
];
const sessionStates = words(
  `Stopped Starting Stopping Working Pausing Resuming WaitingTape Idle Postprocessing
  WaitingRepository WaitingSlot`,
);
const jobStatuses = words(`Running Inactive Disabled Enabled Stopping Stopped Starting`);
const repositoryTypesKept = words(
  `WinLocal LinuxLocal Smb Nfs AzureBlob AzureDataBox AzureArchive AmazonS3 AmazonSnowballEdge
  AmazonS3Glacier S3Compatible GoogleCloud IBMCloud ExtendableRepository ExaGrid WasabiCloud
  LinuxHardened Infinidat Fujitsu VeeamDataCloudVault S3GlacierCompatible Cloud HPStoreOnce
  Foreign SanSnapshotOnly Tape AmazonS3External AzureStorageExternal PlatformServiceExternal
  GoogleCloudStorageExternal PlatformServiceVmbApi AmazonS3GlacierExternal
  GoogleArchiveStorageExternal AzureArchiveStorageExternal HPStoreOnceCloudBank VeeamVault
  ElevenElevenS3 AbrVirtual`,
);
const repositoryTypesOld = [
  ...repositoryTypesKept,
  ...words(`DDBoost HPStoreOnceIntegration Quantum SmartObjectS3`),
];
const repositoryTypesNew = [
  ...repositoryTypesKept,
  ...words(
    `DellDataDomain HPEStoreOnce QuantumDXi S3Integrated VeeamDataCloudVaultArchive
  VeeamDataCloudVaultAwsExternal VeeamDataCloudVaultAzureExternal`,
  ),
];
const platformTypesOld = words(
  `VMware HyperV CloudDirector WindowsPhysical LinuxPhysical Tape CustomPlatform EntraID
  UnstructuredData Test MongoDb AWSEC2 AzureCompute GCE`,
);
const proxyTypesOld = words(`ViProxy HvProxy GeneralPurposeProxy`);
const managedServerTypesOld = words(
  `WindowsHost LinuxHost ViHost CloudDirectorHost HvServer HvCluster SCVMM SmbV3Cluster
  SmbV3StandaloneHost`,
);
const old = {
  platformTypes: platformTypesOld,
  proxyTypes: proxyTypesOld,
  managedServerTypes: managedServerTypesOld,
};

const vocabularies: Readonly<Record<Revision, Vocabulary>> = {
  '1.3-rev0': {
    sessionTypes: sessionTypesRev0,
    sessionStates,
    jobTypes: jobTypesRev0,
    jobStatuses: jobStatuses.map((word) => word.toLowerCase()),
    repositoryTypes: repositoryTypesOld,
    ...old,
  },
  '1.3-rev1': {
    sessionTypes: sessionTypesRev1,
    sessionStates,
    jobTypes: jobTypesRev1,
    jobStatuses,
    repositoryTypes: repositoryTypesOld,
    ...old,
  },
  '1.3-rev2': {
    sessionTypes: sessionTypesRev2,
    sessionStates: [...sessionStates, 'ActionRequired'],
    jobTypes: jobTypesRev2,
    jobStatuses,
    repositoryTypes: repositoryTypesNew,
    platformTypes: [
      ...platformTypesOld,
      ...words(`Iris Nutanix Proxmox LinuxPhysicalPpc ApplicationBackupRepository`),
    ],
    proxyTypes: [...proxyTypesOld, ...words(`NutanixAHV PVE`)],
    managedServerTypes: [
      ...managedServerTypesOld,
      ...words(`NutanixCluster PrismCentral ProxmoxNode ProxmoxCluster`),
    ],
  },
};

function words(text: string): string[] {
  return text.split(/\s+/);
}
