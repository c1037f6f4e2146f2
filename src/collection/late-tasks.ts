import { isFault } from '../domain/errors.ts';
import type { Session } from '../domain/session.ts';
import { creationWindow } from './creation-window.ts';
import { concernsOneRow } from './fault-reach.ts';
import { latestById } from './latest-by-id.ts';
import type { SourceContext } from './source.ts';
import type { Tally } from './tally.ts';

/**
 * A session that ran longer than the overlap may have tasks that failed just now and were created before the window in
 * which tasks are read: those are read here, from its creation on. False: they cannot be read now, so that the session
 * must stay unfinished for the next pass to repeat it.
 */
export async function readLateTasks(
  context: SourceContext,
  tally: Tally,
  ended: readonly Session[],
): Promise<boolean> {
  const { source, store, vbrServerId, settings, signal, journal } = context;
  const cursor = await store.cursor(vbrServerId, 'task-sessions');
  const { createdAfter: createdBefore } = creationWindow(
    cursor,
    await context.serverNow(),
    settings,
  );
  const createdAfter = oldestCreation(ended);
  if (createdAfter === null || createdAfter >= createdBefore) return true;
  try {
    for await (const page of source.unsuccessfulTasks({ createdAfter, createdBefore })) {
      signal.throwIfAborted();
      const rows = latestById(page.rows);
      tally.kept('tasks', await store.keepTasks(vbrServerId, { rows, cursor: null }));
    }
    return true;
  } catch (error) {
    if (isFault(error, 'source-forbidden', 'source-unsupported')) return true;
    if (!(await concernsOneRow(error, source))) throw error;
    journal.error('collection', error, { source: 'task-sessions' });
    tally.incomplete(
      'Sessions that ended after a long time are kept once their tasks can be read.',
    );
    return false;
  }
}

function oldestCreation(sessions: readonly Session[]): Date | null {
  let oldest: Date | null = null;
  for (const { createdAt } of sessions) {
    if (oldest === null || createdAt < oldest) oldest = createdAt;
  }
  return oldest;
}
