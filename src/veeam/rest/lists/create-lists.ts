import type { VbrSource } from '../../../ports/vbr-source.ts';
import { readAgentComputers } from './agent-computers.ts';
import { readBackupFiles } from './backup-files.ts';
import { readInstantRecoveryMounts } from './instant-recovery-mounts.ts';
import { jobDefinitions } from './job-definitions.ts';
import { jobStates } from './job-states.ts';
import { type ListParts, readList } from './list-source.ts';
import { readMalwareEvents } from './malware-events.ts';
import { repositories } from './repositories.ts';
import { repositoryStates } from './repository-states.ts';
import {
  readFlaggedRestorePoints,
  readPointsOfBackup,
  readRestorePoints,
} from './restore-points.ts';
import { readSessions } from './sessions.ts';
import { readTasks } from './tasks.ts';
import { readWholeList } from './whole-lists.ts';

type Lists = Pick<
  VbrSource,
  | 'list'
  | 'agentComputers'
  | 'jobStates'
  | 'jobDefinitions'
  | 'repositories'
  | 'repositoryStates'
  | 'sessions'
  | 'tasks'
  | 'restorePoints'
  | 'flaggedRestorePoints'
  | 'pointsOfBackup'
  | 'backupFiles'
  | 'malwareEvents'
  | 'instantRecoveryMounts'
>;

/** The lists of one server, paged and translated. */
export function createLists(parts: ListParts): Lists {
  return {
    list: (kind) => readWholeList(parts, kind),
    agentComputers: (known) => readAgentComputers(parts, known),
    jobStates: () => readList(parts, jobStates),
    jobDefinitions: () => readList(parts, jobDefinitions),
    repositories: () => readList(parts, repositories),
    repositoryStates: () => readList(parts, repositoryStates),
    sessions: (window) => readSessions(parts, window),
    tasks: (window, which) => readTasks(parts, window, which),
    restorePoints: (window) => readRestorePoints(parts, window),
    flaggedRestorePoints: () => readFlaggedRestorePoints(parts),
    pointsOfBackup: (backupId) => readPointsOfBackup(parts, backupId),
    backupFiles: (backupId) => readBackupFiles(parts, backupId),
    malwareEvents: (window) => readMalwareEvents(parts, window),
    instantRecoveryMounts: () => readInstantRecoveryMounts(parts),
  };
}
