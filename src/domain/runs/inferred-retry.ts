import type { RetryRule } from '../job.ts';
import type { Session } from '../session.ts';
import { attemptsIn, isToldExactly, ruleRetryNumber } from './retry-facts.ts';
import type { Attempts } from './run-from-sessions.ts';
import { sessionOutcome } from './session-outcome.ts';

/** VBR's own defaults, assumed where the job's rule is not visible (1.3: retryCount 3, awaitMinutes 10). */
const assumedRetryCount = 3;
const assumedAwaitMinutes = 10;

/** The scheduler starts a retry a little after the wait; a later start is a run of its own. */
const schedulerSlackMinutes = 2;

/**
 * Whether a session that names no other continues the run before it: its number says so, or the run's last attempt failed
 * and this one started when the retry rule would start it. A rerun by hand inside that short wait cannot be told apart.
 */
export function isInferredRetry(
  session: Session,
  run: Readonly<Attempts>,
  retry: RetryRule | null,
): boolean {
  const last = run.at(-1) ?? run[0];
  if (session.isRecheckRetry) return true;
  if (sessionOutcome(last) !== 'failed') return false;
  const number = ruleRetryNumber(session);
  if (number !== null) return number >= attemptsIn(run);
  if (isToldExactly(session) || !startsAsRetry(session, last, retry)) return false;
  return attemptsIn(run) <= (retry?.count ?? assumedRetryCount);
}

function startsAsRetry(session: Session, last: Session, retry: RetryRule | null): boolean {
  if (last.endedAt === null || retry?.isEnabled === false) return false;
  const waitedMinutes = (session.createdAt.getTime() - last.endedAt.getTime()) / 60_000;
  const longestWait = (retry?.awaitMinutes ?? assumedAwaitMinutes) + schedulerSlackMinutes;
  return waitedMinutes >= 0 && waitedMinutes <= longestWait;
}
