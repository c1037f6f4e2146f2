import { estateMeasuresSchema } from '../analysers/health/measures.ts';
import type { Finding } from '../domain/finding.ts';
import type { SourceState } from '../domain/source-state.ts';

const hourMs = 3_600_000;

/** What findings rest on beside their own subject's facts. */
export interface AnalysisInputs {
  readonly sources: readonly SourceState[];
  readonly pendingLogs: number;
}

/**
 * Findings older than the answer are made anew even though their subject did not change. That is every finding when what
 * all of them rest on changed or grows stale, so that their confidence falls and rises with it; else those whose window
 * has slid on. `lastEstate` is the estate's finding of the last analysis, which names what that one rested on.
 */
export function staleBefore(
  inputs: AnalysisInputs,
  lastEstate: Finding | null,
  asOf: Date,
  freshHours: number,
): Date {
  const last = estateMeasuresSchema.safeParse(lastEstate?.measures);
  if (lastEstate === null || !last.success) return asOf;
  const { blindSpots, pendingLogs, sessionsAsOf } = last.data;
  const lastRead = sessionsAsOf === null ? null : new Date(sessionsAsOf);
  const isUnchanged =
    isFresh(lastReadOf(inputs.sources), asOf, freshHours) &&
    isFresh(lastRead, lastEstate.asOf, freshHours) &&
    namesOf(inputs.sources) === namesOf(blindSpots) &&
    pendingLogs > 0 === inputs.pendingLogs > 0;
  return isUnchanged ? new Date(asOf.getTime() - freshHours * hourMs) : asOf;
}

function lastReadOf(sources: readonly SourceState[]): Date | null {
  return sources.find(({ source }) => source === 'sessions')?.lastAvailableAt ?? null;
}

function isFresh(readAt: Date | null, asOf: Date, freshHours: number): boolean {
  return readAt !== null && asOf.getTime() - readAt.getTime() <= freshHours * hourMs;
}

/** The sources that did not answer, as one text that two moments can be compared by. */
function namesOf(
  sources: ReadonlyArray<{ readonly source: string; readonly availability: string }>,
): string {
  const blind = sources.filter(({ availability }) => availability !== 'available');
  return blind
    .map(({ source, availability }) => `${source} ${availability}`)
    .sort()
    .join();
}
