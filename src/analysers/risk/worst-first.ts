import type { Risk } from '../../domain/risk.ts';

/** Orders risks by impact, then score, then age, then id, so that equal ones always stand in the same order. */
export function worstFirst(one: Risk, other: Risk): number {
  return (
    other.impact - one.impact ||
    other.score - one.score ||
    one.firstSeenAt.getTime() - other.firstSeenAt.getTime() ||
    one.id.localeCompare(other.id)
  );
}
