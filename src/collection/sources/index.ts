import type { Source } from '../source.ts';
import { agentComputers } from './agent-computers.ts';
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

/** Sources read one after the other, for each may rest on those before it. */
export type Track = readonly Source[];

/**
 * Everything that is read from a VBR server, stage by stage: what others rest on comes before them, and first of all the list of
 * jobs, which tells whether this is still the installation whose data is kept. The tracks of a stage are read side by side.
 */
export const stages: readonly (readonly Track[])[] = [
  [[jobStates, serverInfo, serverTime, serverCertificate, licence, configurationBackup]],
  [
    [
      jobs,
      repositories,
      repositoryStates,
      scaleOutRepositories,
      proxies,
      managedServers,
      agentComputers,
    ],
    [sessions, taskSessions, instantRecoveryMounts, logs],
    [backups, backupObjects, restorePoints, backupFiles],
  ],
  [[malwareEvents, malwareObjects, bestPractices, analyzerRun]],
];

/** The same in one row, the order in which they are told. */
export const sources: Track = stages.flat(2);
