import type { Run, RunOutcome } from '../run.ts';
import type { Session } from '../session.ts';
import { attemptsIn, isRetry, isToldExactly } from './retry-facts.ts';
import { sessionOutcome } from './session-outcome.ts';

/** The sessions of one run in order of time; there is at least one. */
export type Attempts = [Session, ...Session[]];

/** The run that these sessions of one job make, in order of time. A health check's retry decides the outcome but is no attempt. */
export function runFromSessions(sessions: Readonly<Attempts>, jobId: string): Run {
  const [first] = sessions;
  const last = sessions.at(-1) ?? first;
  const outcome = sessionOutcome(last);
  return {
    id: first.id,
    jobId,
    startedAt: first.createdAt,
    endedAt: outcome === 'running' ? null : last.endedAt,
    outcome,
    firstAttemptOutcome: firstAttemptOutcome(first),
    attempts: attemptsIn(sessions),
    grouping: sessions.every(isToldExactly) ? 'exact' : 'inferred',
    sessionIds: sessions.map((session) => session.id),
    message: last.message,
  };
}

/** Unknown when the run begins with a retry: the session it retries is no longer there to be read. */
function firstAttemptOutcome(first: Session): RunOutcome {
  return isRetry(first) ? 'unknown' : sessionOutcome(first);
}
