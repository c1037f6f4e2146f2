-- Further back: where the first reading of a server began, so that a longer history is read once it is wanted. And why restores
-- were made, which PowerShell tells.
-- Forward only, no transaction of its own: `dr365 db migrate` or `psql -1 -f` gives it one.

-- Older programs kept no such place: it is where the oldest row lies. A time before 2000 is no time.
INSERT INTO collection_cursor (vbr_server_id, source, position)
  SELECT vbr_server_id, 'earlier-sessions', min(created_at) FROM session
    WHERE created_at >= '2000-01-01 00:00:00+00' GROUP BY vbr_server_id
  UNION ALL
  SELECT vbr_server_id, 'earlier-malware-events', min(detected_at) FROM malware_event
    WHERE detected_at >= '2000-01-01 00:00:00+00' GROUP BY vbr_server_id
  ON CONFLICT DO NOTHING;

-- Null: no reason was given, or nobody told it.
ALTER TABLE session ADD COLUMN restore_reason text;

-- The same types stand in the index `session_of_recovery`.
CREATE OR REPLACE VIEW recovery_session AS
  SELECT vbr_server_id, id, session_type, name, created_at, ended_at, result, is_canceled, restore_reason
  FROM session WHERE session_type IN (
    'RestoreVm', 'CloudDirectorVmRestore', 'CloudDirectorVAppRestore', 'EndpointRestore',
    'DiskRestore', 'RestoreAgentVolumes', 'RestoreRecoveryApplianceVolumes', 'FileLevelRestore',
    'LinuxFileLevelRestore', 'NasRestore', 'FileServerSave', 'ApplicationLevelRestore',
    'AdForestRestore', 'EntraIdRestore', 'EntraIdRestoreFromCopy', 'InstantRecovery',
    'InstantDiskRecovery', 'FirstClassDiskInstantRestore', 'AzureInstantRecovery', 'FileInstantRecovery',
    'PublishBackupContentViaMount', 'PublishBackupContentViaNfs', 'Failover', 'PlannedFailover',
    'FailoverPlan', 'SureBackup', 'SureBackupContentScan'
  );
GRANT SELECT ON recovery_session TO dr365_collector;

INSERT INTO schema_migration (number, name) VALUES (13, 'further-back');
