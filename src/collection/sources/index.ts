import type { Source } from '../source.ts';
import { analyzerRun } from './analyzer-run.ts';
import { backupFiles } from './backup-files.ts';
import { backupObjects } from './backup-objects.ts';
import { backups } from './backups.ts';
import { bestPractices } from './best-practices.ts';
import { configurationBackup } from './configuration-backup.ts';
import { instantRecoveryMounts } from './instant-recovery-mounts.ts';
import { jobStates } from './job-states.ts';
import { jobs } from './jobs.ts';
import { licence } from './licence.ts';
import { logs } from './logs.ts';
import { malwareEvents } from './malware-events.ts';
import { malwareObjects } from './malware-objects.ts';
import { managedServers } from './managed-servers.ts';
import { proxies } from './proxies.ts';
import { repositories } from './repositories.ts';
import { repositoryStates } from './repository-states.ts';
import { restorePoints } from './restore-points.ts';
import { scaleOutRepositories } from './scale-out-repositories.ts';
import { serverCertificate } from './server-certificate.ts';
import { serverInfo } from './server-info.ts';
import { serverTime } from './server-time.ts';
import { sessions } from './sessions.ts';
import { taskSessions } from './task-sessions.ts';

/**
 * Everything that is read from a VBR server, in the order of reading: what others rest on comes before them, and first of all
 * the list of jobs, which tells whether this is still the installation whose data is kept.
 */
export const sources: readonly Source[] = [
  jobStates,
  serverInfo,
  serverTime,
  serverCertificate,
  licence,
  configurationBackup,
  jobs,
  repositories,
  repositoryStates,
  scaleOutRepositories,
  proxies,
  managedServers,
  sessions,
  taskSessions,
  instantRecoveryMounts,
  backups,
  backupObjects,
  restorePoints,
  backupFiles,
  logs,
  malwareEvents,
  malwareObjects,
  bestPractices,
  analyzerRun,
];
