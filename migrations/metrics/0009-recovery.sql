-- Recovery: restores and proofs found quickly among many sessions, and SureBackup results by machine.
-- Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.

-- The same types stand in the index and in the view, so that the view is answered from the index.
CREATE INDEX session_of_recovery ON session (vbr_server_id, created_at) WHERE session_type IN (
    'RestoreVm', 'CloudDirectorVmRestore', 'CloudDirectorVAppRestore', 'EndpointRestore',
    'DiskRestore', 'RestoreAgentVolumes', 'RestoreRecoveryApplianceVolumes', 'FileLevelRestore',
    'LinuxFileLevelRestore', 'NasRestore', 'FileServerSave', 'ApplicationLevelRestore',
    'AdForestRestore', 'EntraIdRestore', 'EntraIdRestoreFromCopy', 'InstantRecovery',
    'InstantDiskRecovery', 'FirstClassDiskInstantRestore', 'AzureInstantRecovery', 'FileInstantRecovery',
    'PublishBackupContentViaMount', 'PublishBackupContentViaNfs', 'Failover', 'PlannedFailover',
    'FailoverPlan', 'SureBackup', 'SureBackupContentScan'
);
CREATE VIEW recovery_session AS
  SELECT vbr_server_id, id, session_type, name, created_at, ended_at, result, is_canceled
  FROM session WHERE session_type IN (
    'RestoreVm', 'CloudDirectorVmRestore', 'CloudDirectorVAppRestore', 'EndpointRestore',
    'DiskRestore', 'RestoreAgentVolumes', 'RestoreRecoveryApplianceVolumes', 'FileLevelRestore',
    'LinuxFileLevelRestore', 'NasRestore', 'FileServerSave', 'ApplicationLevelRestore',
    'AdForestRestore', 'EntraIdRestore', 'EntraIdRestoreFromCopy', 'InstantRecovery',
    'InstantDiskRecovery', 'FirstClassDiskInstantRestore', 'AzureInstantRecovery', 'FileInstantRecovery',
    'PublishBackupContentViaMount', 'PublishBackupContentViaNfs', 'Failover', 'PlannedFailover',
    'FailoverPlan', 'SureBackup', 'SureBackupContentScan'
);

-- What REST does not tell of each machine of a SureBackup run, as a person imports it.
CREATE TABLE surebackup_result (
  vbr_server_id int NOT NULL REFERENCES vbr_server,
  workload text COLLATE "C" NOT NULL,
  tested_at timestamptz NOT NULL,
  job text,
  boot text NOT NULL CHECK (boot IN ('passed', 'failed', 'skipped')),
  ping text NOT NULL CHECK (ping IN ('passed', 'failed', 'skipped')),
  script text NOT NULL CHECK (script IN ('passed', 'failed', 'skipped')),
  content_scan text NOT NULL CHECK (content_scan IN ('passed', 'failed', 'skipped')),
  PRIMARY KEY (vbr_server_id, workload, tested_at)
);

GRANT SELECT ON recovery_session TO dr365_analyst;
GRANT SELECT, INSERT, UPDATE ON surebackup_result TO dr365_analyst;

INSERT INTO schema_migration (number, name) VALUES (9, 'recovery');
