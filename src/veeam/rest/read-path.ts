/** Every list this client reads. */
export type ListPath =
  | '/api/v1/sessions'
  | '/api/v1/taskSessions'
  | '/api/v1/jobs'
  | '/api/v1/jobs/states'
  | '/api/v1/backupInfrastructure/repositories'
  | '/api/v1/backupInfrastructure/repositories/states'
  | '/api/v1/backupInfrastructure/scaleOutRepositories'
  | '/api/v1/backupInfrastructure/proxies'
  | '/api/v1/backupInfrastructure/proxies/states'
  | '/api/v1/backupInfrastructure/managedServers'
  | '/api/v1/agents/protectionGroups'
  | `/api/v1/agents/protectionGroups/${string}/discoveredEntities`
  | '/api/v1/agents/discoveredEntities'
  | '/api/v1/backups'
  | `/api/v1/backups/${string}/backupFiles`
  | '/api/v1/backupObjects'
  | '/api/v1/restorePoints'
  | '/api/v1/restore/instantRecovery/vSphere/vm'
  | '/api/v1/restore/instantRecovery/hyperV/vm'
  | '/api/v1/malwareDetection/events'
  | '/api/v1/malwareDetection/backupObjects'
  | '/api/v1/securityAnalyzer/bestPractices';

/** Every single thing this client reads. */
export type ItemPath =
  | '/api/v1/serverTime'
  | '/api/v1/serverInfo'
  | '/api/v1/serverCertificate'
  | '/api/v1/license'
  | '/api/v1/configBackup'
  | '/api/v1/securityAnalyzer/lastRun'
  | `/api/v1/jobs/${string}`
  | `/api/v1/sessions/${string}`
  | `/api/v1/sessions/${string}/logs`
  | `/api/v1/taskSessions/${string}/logs`;

/** What may be asked for at all: a new source adds its path here. */
export type ReadPath = ListPath | ItemPath;
