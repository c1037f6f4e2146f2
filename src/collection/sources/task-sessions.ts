import { reachBehind } from '../reach-behind.ts';
import { readBackwards } from '../read-backwards.ts';
import { type ReadWindow, readFromCursor } from '../read-from-cursor.ts';
import type { Source, SourceContext } from '../source.ts';
import type { Tally } from '../tally.ts';

/**
 * The parts of sessions. The first pass reads the failed and warned ones of the whole history, and all of them only from the
 * newest days backwards, as far as a pass may; later passes read all that came since, and further back.
 */
export const taskSessions: Source = {
  name: 'task-sessions',
  async collect(context, tally) {
    const { store, vbrServerId } = context;
    const sessionsUpTo = await store.cursor(vbrServerId, 'sessions');
    const reached = await store.cursor(vbrServerId, 'task-history');
    if (sessionsUpTo === null) {
      await readNewTasks(context, tally, null, 'unsuccessful');
    } else if (reached === null) {
      const { at } = await context.serverNow();
      await readNewTasks(context, tally, sessionsUpTo, 'unsuccessful');
      // Complete although perhaps no task failed: without a cursor the next pass would read the whole history at once.
      await store.keepTasks(vbrServerId, { rows: [], cursor: sessionsUpTo });
      await store.moveCursorBack(vbrServerId, 'task-history', at);
      await readEarlierTasks(context, tally, at);
    } else {
      await readNewTasks(context, tally, sessionsUpTo, 'all');
      await readEarlierTasks(context, tally, reached);
    }
  },
};

/** Of the failed ones that the first pass read before, those that did not change are not written again. */
function readEarlierTasks(context: SourceContext, tally: Tally, from: Date): Promise<void> {
  const { source, store, vbrServerId, settings } = context;
  return readBackwards(context, tally, {
    ...{ cursor: 'task-history', noun: 'tasks', from, rowsPerPass: settings.tasksPerPass },
    pages: (slice) => source.tasks(slice, 'all'),
    keep: (rows) => store.keepTasks(vbrServerId, { rows, cursor: null }),
  });
}

/**
 * A task ends long after its creation, so its cursor never passes that of the sessions: whatever session the last pass
 * saw running, the tasks created since it began are read again.
 */
function readNewTasks(
  context: SourceContext,
  tally: Tally,
  sessionsUpTo: Date | null,
  which: 'all' | 'unsuccessful',
): Promise<ReadWindow> {
  const { source, store, vbrServerId } = context;
  return readFromCursor(context, tally, {
    cursor: 'task-sessions',
    noun: 'tasks',
    reach: (cursor, now) => reachBehind(context, 'task-sessions', cursor, now),
    pages: (window) => source.tasks(window, which),
    instantOf: ({ createdAt }) => createdAt,
    keep: (batch) => store.keepTasks(vbrServerId, batch),
    limit: sessionsUpTo,
  });
}
