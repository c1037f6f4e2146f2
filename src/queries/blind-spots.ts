import type { BlindSpot } from '../domain/health-answer.ts';
import type { SourceState } from '../domain/source-state.ts';

/**
 * What the last pass could not see, or could see only in part, the gravest first; complete sources are left out, and so are logs
 * that only wait: answers count those.
 */
export function blindSpotsIn(states: readonly SourceState[]): BlindSpot[] {
  return states
    .filter((state) => !isSeen(state))
    .map((state) => ({
      source: state.source,
      availability: state.availability,
      reason: reasonOf(state),
      lastAvailableAt: state.lastAvailableAt,
    }))
    .sort((a, b) => gravityOf(a) - gravityOf(b) || a.source.localeCompare(b.source));
}

function isSeen({ availability, rowsRejected, reason, source }: SourceState): boolean {
  if (availability !== 'available' || rowsRejected > 0) return false;
  return reason === null || source === 'logs';
}

function gravityOf({ availability }: BlindSpot): number {
  return ['failed', 'available', 'forbidden', 'unsupported'].indexOf(availability);
}

function reasonOf(state: SourceState): string {
  const rejected = `${state.rowsRejected} rows could not be read`;
  if (state.rowsRejected === 0) return state.reason ?? 'no reason was recorded';
  return state.reason === null ? rejected : `${rejected}; ${state.reason}`;
}
