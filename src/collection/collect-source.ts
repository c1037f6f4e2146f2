import type { Availability, SourceName } from '../domain/source-state.ts';
import { availabilityAfter, concernsTheStore, reasonOf } from './fault-reach.ts';
import type { Source, SourceContext } from './source.ts';
import { createTally, type TallyFigures } from './tally.ts';

/** What became of one source in one collection. */
export interface SourceReport extends TallyFigures {
  readonly source: SourceName;
  readonly availability: Availability;
  readonly durationMs: number;
  /** What it failed or was refused by; null when it was read. */
  readonly error: unknown;
}

/** Reads one source and never throws for what VBR did; `endedBy` is why the server is not asked any more. */
export async function collectSource(
  source: Source,
  context: SourceContext,
  endedBy: unknown,
): Promise<SourceReport> {
  const tally = createTally();
  const startedAt = context.clock.now();
  let error = endedBy;
  if (endedBy === null) {
    context.progress({ step: 'collect', text: `reading ${source.name}` });
    error = await errorOf(() => source.collect(context, tally));
    context.signal.throwIfAborted();
  }
  if (concernsTheStore(error)) throw error;
  const durationMs = context.clock.now().getTime() - startedAt.getTime();
  const report = reportOf(source.name, tally.figures(), durationMs, error);
  journalReport(context, report, endedBy === null);
  return report;
}

async function errorOf(work: () => Promise<void>): Promise<unknown> {
  try {
    await work();
    return null;
  } catch (error) {
    return error;
  }
}

function reportOf(
  source: SourceName,
  figures: TallyFigures,
  durationMs: number,
  error: unknown,
): SourceReport {
  if (error === null) return { ...figures, source, availability: 'available', durationMs, error };
  const availability = availabilityAfter(error);
  return { ...figures, source, availability, reason: reasonOf(error), durationMs, error };
}

function journalReport(context: SourceContext, report: SourceReport, wasTried: boolean): void {
  const { source, availability, rowsSeen, rowsRejected, durationMs, reason } = report;
  if (availability === 'failed' && wasTried) {
    context.journal.error('collection', report.error, { source });
  }
  context.journal.action('collection', 'source read', {
    source,
    availability,
    rowsSeen,
    rowsRejected,
    reason,
    ...report.counts,
  });
  context.journal.figure('collection', 'source-duration', durationMs, 'ms', { source });
}
