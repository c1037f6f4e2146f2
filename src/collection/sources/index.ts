import type { Source } from '../source.ts';
import { jobStates } from './job-states.ts';
import { jobs } from './jobs.ts';
import { logs } from './logs.ts';
import { repositories } from './repositories.ts';
import { repositoryStates } from './repository-states.ts';
import { serverInfo } from './server-info.ts';
import { serverTime } from './server-time.ts';
import { sessions } from './sessions.ts';
import { taskSessions } from './task-sessions.ts';

/** Everything that is read from a VBR server, in the order of reading: tasks rest on sessions, logs on both. */
export const sources: readonly Source[] = [
  serverTime,
  serverInfo,
  jobStates,
  jobs,
  repositories,
  repositoryStates,
  sessions,
  taskSessions,
  logs,
];
