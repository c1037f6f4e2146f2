import type { RunOutcome } from '../run.ts';
import type { Session } from '../session.ts';

const outcomeOfResult: ReadonlyMap<string, RunOutcome> = new Map([
  ['success', 'success'],
  ['warning', 'warning'],
  ['failed', 'failed'],
]);

/** The state of a kept session that VBR no longer has. It is our own word, not one of VBR's. */
export const vanishedState = 'Vanished';

/**
 * How one session ended. It is over when its state says stopped, or when it has both an end and a result: servers report an
 * end without a result while they still work. Canceled sessions come as Failed or None and are neither a failure nor a success.
 * One that VBR no longer has is over, and nothing tells how.
 */
export function sessionOutcome(
  session: Pick<Session, 'state' | 'result' | 'isCanceled' | 'endedAt'>,
): RunOutcome {
  if (session.state === vanishedState) return 'unknown';
  const result = (session.result ?? 'none').toLowerCase();
  const isOver =
    session.state.toLowerCase() === 'stopped' || (session.endedAt !== null && result !== 'none');
  if (!isOver) return 'running';
  const outcome = outcomeOfResult.get(result) ?? 'unknown';
  const isGood = outcome === 'success' || outcome === 'warning';
  return session.isCanceled && !isGood ? 'canceled' : outcome;
}
