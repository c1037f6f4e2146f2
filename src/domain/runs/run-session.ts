import type { Session } from '../session.ts';
import { runSessionTypes } from './run-session-types.ts';

const typesOfRuns: ReadonlySet<string> = new Set(runSessionTypes['1.3-rev2']);

/** Whether sessions of this type are attempts of a job; restores, verification and upkeep are not. */
export function makesRuns(sessionType: string): boolean {
  return typesOfRuns.has(sessionType);
}

/**
 * Whether a session is an attempt of a job we know. The job decides, not the name: an offload to capacity tier comes as
 * type BackupJob and is told apart only by a job id that no job has. Every state counts; one that works is a running run.
 */
export function isRunSession(
  session: Pick<Session, 'jobId' | 'sessionType'>,
  knownJobIds: ReadonlySet<string>,
): boolean {
  return session.jobId !== null && knownJobIds.has(session.jobId) && makesRuns(session.sessionType);
}
