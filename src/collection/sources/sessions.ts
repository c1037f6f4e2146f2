import { reachBehind } from '../reach-behind.ts';
import { readEarlier } from '../read-earlier.ts';
import { readFromCursor } from '../read-from-cursor.ts';
import type { Source, SourceContext } from '../source.ts';
import type { Tally } from '../tally.ts';
import { rereadUnfinished } from '../unfinished-sessions.ts';
import { markMissing } from '../vanished-sessions.ts';

/**
 * What has run: every session created since the cursor, the end of those that were still running, and those of earlier days once
 * more history is wanted than the first pass read.
 */
export const sessions: Source = {
  name: 'sessions',
  async collect(context, tally) {
    const stillRunning = await readNewSessions(context, tally);
    await rereadUnfinished(context, tally, stillRunning);
    const { source, store, vbrServerId } = context;
    await readEarlier(context, tally, {
      ...{ earlier: earlierSessions, noun: 'sessions', pages: source.sessions },
      keep: (rows) => store.keepSessions(vbrServerId, { rows, cursor: null }),
    });
  },
};

const earlierSessions = 'earlier-sessions';

/** Tells who still runs. A complete list of what an earlier pass kept also tells what is gone. */
async function readNewSessions(context: SourceContext, tally: Tally): Promise<ReadonlySet<string>> {
  const { source, store, vbrServerId } = context;
  const stillRunning = new Set<string>();
  const seen = new Set<string>();
  const read = await readFromCursor(context, tally, {
    cursor: 'sessions',
    earlier: earlierSessions,
    noun: 'sessions',
    reach: (cursor, now) => reachBehind(context, 'sessions', cursor, now),
    pages: source.sessions,
    instantOf: ({ createdAt }) => createdAt,
    keep: (batch) => store.keepSessions(vbrServerId, batch),
    onPage(rows, isOverlap) {
      for (const { id, endedAt } of rows) {
        // A whole history is too much to remember, and nothing was kept before that could be missing from it.
        if (isOverlap) seen.add(id);
        if (endedAt === null) stillRunning.add(id);
        else stillRunning.delete(id);
      }
    },
  });
  const isComplete = read.isOverlap && tally.figures().rowsRejected === 0;
  if (isComplete) await markMissing(context, tally, read, [...seen]);
  return stillRunning;
}
