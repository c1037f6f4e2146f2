import type { Revision } from '../../domain/vbr-server.ts';
import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { isListed } from '../estate/job.ts';
import { isShownIn, sessionTypeIn } from '../estate/names-by-revision.ts';
import { operationOf } from '../estate/operations/operation-of.ts';
import { resultWords } from '../estate/session-table.ts';
import { sideKindOf } from '../estate/side-sessions.ts';

/** Counts the visible sessions as generated: those of jobs, and those that must not count as runs. */
export function countSessions(estate: Estate, build: Revision) {
  const { sessions } = estate;
  const byType: Record<string, number> = {};
  const byResult: Record<string, number> = {};
  const excluded = { offload: 0, otherTypes: 0, deletedJobs: 0 };
  let jobSessions = 0;
  for (let index = estate.firstVisible; index < estate.visibleEnd; index += 1) {
    const source = sessions.source(index);
    if (!isShownIn(estate, source, build)) continue;
    increase(byType, sessionTypeIn(estate, source, build));
    const why = exclusionOf(estate, source);
    if (why === null) {
      jobSessions += 1;
      const isRunning = sessions.endedMs(index) > estate.nowMs;
      increase(byResult, isRunning ? 'running' : itemAt(resultWords, sessions.result(index)));
    } else excluded[why] += 1;
  }
  return {
    sessions: { jobSessions, jobSessionsByResult: byResult, sessionsByType: byType },
    excluded,
  };
}

function exclusionOf(
  estate: Estate,
  source: number,
): 'offload' | 'otherTypes' | 'deletedJobs' | null {
  if (source < 0) return isOffload(estate, source) ? 'offload' : 'otherTypes';
  return isListed(itemAt(estate.jobs, source), estate.nowMs) ? null : 'deletedJobs';
}

function isOffload(estate: Estate, source: number): boolean {
  return operationOf(estate, source) === null && sideKindOf(source).kind.name === 'Offload';
}

function increase(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
