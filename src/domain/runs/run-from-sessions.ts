import type { Run, RunOutcome } from '../run.ts';
import type { Session } from '../session.ts';
import { attemptsIn, isRetry, isToldExactly } from './retry-facts.ts';
import { isFullInName } from './session-name.ts';
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
    firstAttemptEndedAt: isRetry(first) ? null : endOf(first),
    lastAttemptStartedAt: last.createdAt,
    readBytes: sumOf(sessions, 'readBytes'),
    transferredBytes: sumOf(sessions, 'transferredBytes'),
    bottleneck: sessions.findLast(tellsBottleneck)?.progress?.bottleneck ?? null,
    isFull: isFull(sessions),
    grouping: sessions.every(isToldExactly) ? 'exact' : 'inferred',
    sessionIds: sessions.map((session) => session.id),
    message: last.message,
  };
}

function endOf(session: Session): Date | null {
  return sessionOutcome(session) === 'running' ? null : session.endedAt;
}

function sumOf(
  sessions: readonly Session[],
  figure: 'readBytes' | 'transferredBytes',
): number | null {
  let sum: number | null = null;
  for (const { progress } of sessions) {
    const bytes = progress?.[figure] ?? null;
    if (bytes !== null) sum = (sum ?? 0) + bytes;
  }
  return sum;
}

/** VBR says None where nothing slowed the attempt down more than the rest. */
function tellsBottleneck({ progress }: Session): boolean {
  const word = progress?.bottleneck ?? 'none';
  return !uninformative.has(word.toLowerCase());
}

const uninformative: ReadonlySet<string> = new Set(['none', 'notdefined', 'undefined', 'unknown']);

/** One full attempt makes the run a full one: a retry goes on in the same way. */
function isFull(sessions: readonly Session[]): boolean | null {
  let isTold = false;
  for (const { algorithm, name } of sessions) {
    const word = algorithm?.toLowerCase() ?? 'none';
    const told = word === 'none' ? isFullInName(name) : word.includes('full');
    if (told === true) return true;
    isTold ||= told === false;
  }
  return isTold ? false : null;
}

/** Unknown when the run begins with a retry: the session it retries is no longer there to be read. */
function firstAttemptOutcome(first: Session): RunOutcome {
  return isRetry(first) ? 'unknown' : sessionOutcome(first);
}
