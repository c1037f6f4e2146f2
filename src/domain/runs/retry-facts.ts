import type { Session } from '../session.ts';
import { retryNumberInName } from './session-name.ts';

/** Which retry this is, from VBR's own number or from the session's name; null when it is none or neither says. */
function retryNumberOf(session: Session): number | null {
  if (session.originalSessionId === session.id) return null;
  return session.retryNumber ?? retryNumberInName(session.name);
}

/** True when VBR says, by reference, number or name, that this session retries another. */
export function isRetry(session: Session): boolean {
  const namesAnother =
    session.originalSessionId !== null && session.originalSessionId !== session.id;
  return namesAnother || session.isRecheckRetry || retryNumberOf(session) !== null;
}

/** True when the session carries what only 1.3-rev2 tells; without a reference it then is no retry. */
export function isToldExactly(session: Session): boolean {
  return (
    session.originalSessionId !== null ||
    session.retryNumber !== null ||
    session.algorithm !== null ||
    session.progress !== null
  );
}

/** The retry number of a session that the job's own retry rule made; null for others, the health check's too. */
export function ruleRetryNumber(session: Session): number | null {
  return session.isRecheckRetry ? null : retryNumberOf(session);
}

/** Attempts that the job's own rule made in a run, the ones that retention took away included as far as numbers tell. */
export function attemptsIn(sessions: readonly Session[]): number {
  const [first] = sessions;
  let seen = 0;
  let highestNumber = 0;
  for (const session of sessions) {
    if (!session.isRecheckRetry) seen += 1;
    highestNumber = Math.max(highestNumber, ruleRetryNumber(session) ?? 0);
  }
  const missing = first !== undefined && isRetry(first) ? 1 : 0;
  return Math.max(1, seen + missing, highestNumber + 1);
}
