import type { Revision } from '../../domain/vbr-server.ts';
import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { sessionTypeIn } from '../estate/names-by-revision.ts';
import { resultWords } from '../estate/session-table.ts';
import { sideKindOf } from '../estate/side-sessions.ts';

/** Counts the visible sessions as generated: those of jobs, and those that must not count as runs. */
export function countSessions(estate: Estate, build: Revision) {
  const { sessions } = estate;
  const byType: Record<string, number> = {};
  const byResult: Record<string, number> = {};
  const excluded = { offload: 0, otherTypes: 0 };
  let jobSessions = 0;
  for (let index = estate.firstVisible; index < estate.visibleEnd; index += 1) {
    const source = sessions.source(index);
    increase(byType, sessionTypeIn(estate, source, build));
    if (source < 0) {
      const isOffload = sideKindOf(source).kind.name === 'Offload';
      excluded[isOffload ? 'offload' : 'otherTypes'] += 1;
      continue;
    }
    jobSessions += 1;
    const isRunning = sessions.endedMs(index) > estate.nowMs;
    increase(byResult, isRunning ? 'running' : itemAt(resultWords, sessions.result(index)));
  }
  return {
    sessions: { jobSessions, jobSessionsByResult: byResult, sessionsByType: byType },
    excluded,
  };
}

function increase(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
