import type { Estate } from '../estate.ts';
import { operationIndex } from '../operations/operation.ts';
import { sideKindOf } from '../side-sessions.ts';

/** The newest visible upkeep session of a type that a test accepts; null without one. */
export function lastSideSession(
  estate: Estate,
  sessionType: string,
  accepts: (index: number) => boolean,
): number | null {
  const { sessions, firstVisible, visibleEnd } = estate;
  for (let index = visibleEnd - 1; index >= firstVisible; index -= 1) {
    const source = sessions.source(index);
    if (source >= 0 || operationIndex(source) !== null) continue;
    if (sideKindOf(source).kind.sessionType === sessionType && accepts(index)) return index;
  }
  return null;
}
