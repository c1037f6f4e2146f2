import type { Session } from '../session.ts';

/**
 * For every session that names another: the id of the first session of its chain of retries, followed step by step. VBR names the
 * first one always, but a chain is understood too. The id may belong to a session that retention took away.
 */
export function rootSessionIds(
  sessions: readonly Pick<Session, 'id' | 'originalSessionId'>[],
): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const { id, originalSessionId } of sessions) {
    if (originalSessionId !== null && originalSessionId !== id) named.set(id, originalSessionId);
  }
  const roots = new Map<string, string>();
  for (const id of named.keys()) settle(id, named, roots);
  return roots;
}

/** Finds the root of one id and keeps it for every id on the way, so that each is walked once. */
function settle(id: string, named: ReadonlyMap<string, string>, roots: Map<string, string>): void {
  // A circle would be VBR's mistake; it ends at the first id seen twice.
  const path = new Set<string>();
  let current = id;
  while (!roots.has(current) && !path.has(current)) {
    path.add(current);
    current = named.get(current) ?? current;
  }
  const root = roots.get(current) ?? current;
  for (const step of path) roots.set(step, root);
}
