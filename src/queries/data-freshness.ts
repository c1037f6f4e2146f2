import type { Freshness } from '../domain/health-answer.ts';

const minuteMs = 60_000;

/** A daily pass and two hours of delay; older data no longer speaks for now. */
export const staleAfterHours = 26;

/** How fresh the older of collection and analysis is: an answer is only as new as both. */
export function freshnessOf(
  collectedAt: Date | null,
  analysedAt: Date | null,
  asOf: Date,
): Freshness {
  if (collectedAt === null || analysedAt === null) {
    return { state: 'never', collectedAt, analysedAt, ageMinutes: null };
  }
  const oldest = Math.min(collectedAt.getTime(), analysedAt.getTime());
  const ageMinutes = Math.max(0, Math.floor((asOf.getTime() - oldest) / minuteMs));
  const state = ageMinutes > staleAfterHours * 60 ? 'stale' : 'fresh';
  return { state, collectedAt, analysedAt, ageMinutes };
}
