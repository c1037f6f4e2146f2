import { creationWindow, cursorAfter } from '../creation-window.ts';
import { latestById } from '../latest-by-id.ts';
import { oneAhead } from '../one-ahead.ts';
import type { Source } from '../source.ts';

/**
 * The failed and warned parts of sessions. A task fails long after its creation, so its cursor never passes that of
 * the sessions: whatever session the last pass saw running, the tasks created since it began are read again.
 */
export const taskSessions: Source = {
  name: 'task-sessions',
  async collect(context, tally) {
    const { source, store, vbrServerId, settings, signal, progress } = context;
    const now = await context.serverNow();
    const before = await store.cursor(vbrServerId, 'task-sessions');
    const sessionsUpTo = await store.cursor(vbrServerId, 'sessions');
    const pages = source.unsuccessfulTasks(creationWindow(before, now, settings));
    for await (const page of oneAhead(pages)) {
      signal.throwIfAborted();
      tally.page(page);
      const rows = latestById(page.rows);
      const cursor = sessionsUpTo === null ? null : cursorAfter(rows, before, sessionsUpTo);
      tally.kept('tasks', await store.keepTasks(vbrServerId, { rows, cursor }));
      const done = tally.figures().rowsSeen;
      progress({ step: 'collect', done, text: `reading tasks: ${done}` });
    }
  },
};
