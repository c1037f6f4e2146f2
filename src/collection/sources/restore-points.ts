import type { RestorePoint } from '../../domain/backup.ts';
import { latestById } from '../latest-by-id.ts';
import { readFromCursor } from '../read-from-cursor.ts';
import type { Source, SourceContext } from '../source.ts';
import type { Tally } from '../tally.ts';

/** A restore point is there as long as it is retained, however old it is: the first pass reads from before any can be. */
const everDays = 20 * 365;

/** The states that workloads can be brought back to, and which of them are marked as suspicious now. */
export const restorePoints: Source = {
  name: 'restore-points',
  async collect(context, tally) {
    const { source, store, vbrServerId, settings } = context;
    await readFromCursor(context, tally, {
      cursor: 'restore-points',
      noun: 'restore-points',
      reach: () => ({ overlapHours: settings.overlapHours, historyDays: everDays }),
      pages: source.restorePoints,
      instantOf: ({ createdAt }) => createdAt,
      keep: (batch) => store.keepRestorePoints(vbrServerId, batch),
    });
    await readFlagged(context, tally);
  },
};

/** A point is marked, and loses its mark, long after its creation: those of any age are asked for in every pass. */
async function readFlagged(context: SourceContext, tally: Tally): Promise<void> {
  const { source, store, vbrServerId, signal } = context;
  const rows: RestorePoint[] = [];
  let isComplete = true;
  for await (const page of source.flaggedRestorePoints()) {
    signal.throwIfAborted();
    // The rows are among those counted already.
    tally.page({ rows: [], rejected: page.rejected });
    isComplete &&= page.rejected.length === 0;
    rows.push(...page.rows);
  }
  const flagged = latestById(rows);
  const kept = await store.keepFlaggedRestorePoints(vbrServerId, flagged, isComplete);
  tally.kept('restore-points', kept);
  tally.add('restore-points-flagged', flagged.length);
}
