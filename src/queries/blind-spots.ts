import type { BlindSpot } from '../domain/health-answer.ts';
import type { SourceState } from '../domain/source-state.ts';

/** What the last pass could not see, or could see only in part; complete sources are left out. */
export function blindSpotsIn(states: readonly SourceState[]): BlindSpot[] {
  const spots: BlindSpot[] = [];
  for (const state of states) {
    if (state.availability === 'available' && state.rowsRejected === 0) continue;
    spots.push({
      source: state.source,
      availability: state.availability,
      reason: reasonOf(state),
      lastAvailableAt: state.lastAvailableAt,
    });
  }
  return spots.sort((a, b) => a.source.localeCompare(b.source));
}

function reasonOf(state: SourceState): string {
  const rejected = `${state.rowsRejected} rows could not be read`;
  if (state.rowsRejected === 0) return state.reason ?? 'no reason was recorded';
  return state.reason === null ? rejected : `${rejected}; ${state.reason}`;
}
