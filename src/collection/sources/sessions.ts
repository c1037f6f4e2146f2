import { creationWindow, cursorAfter } from '../creation-window.ts';
import { latestById } from '../latest-by-id.ts';
import { oneAhead } from '../one-ahead.ts';
import type { Source, SourceContext } from '../source.ts';
import type { Tally } from '../tally.ts';
import { rereadUnfinished } from '../unfinished-sessions.ts';

/** What has run: every session created since the cursor, and the end of those that were still running. */
export const sessions: Source = {
  name: 'sessions',
  async collect(context, tally) {
    const stillRunning = await readNewSessions(context, tally);
    await rereadUnfinished(context, tally, stillRunning);
  },
};

/** A page and its cursor are kept together, so that a kill loses and repeats nothing. Tells who still runs. */
async function readNewSessions(context: SourceContext, tally: Tally): Promise<ReadonlySet<string>> {
  const { source, store, vbrServerId, settings, signal, progress } = context;
  const now = await context.serverNow();
  const before = await store.cursor(vbrServerId, 'sessions');
  const stillRunning = new Set<string>();
  const pages = source.sessions(creationWindow(before, now, settings));
  for await (const page of oneAhead(pages)) {
    signal.throwIfAborted();
    tally.page(page);
    const rows = latestById(page.rows);
    for (const row of rows) {
      if (row.endedAt === null) stillRunning.add(row.id);
      else stillRunning.delete(row.id);
    }
    const cursor = cursorAfter(rows, before, now.at);
    tally.kept('sessions', await store.keepSessions(vbrServerId, { rows, cursor }));
    const done = tally.figures().rowsSeen;
    progress({ step: 'collect', done, text: `reading sessions: ${done}` });
  }
  return stillRunning;
}
