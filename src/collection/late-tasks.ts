import { isFault } from '../domain/errors.ts';
import { makesRuns } from '../domain/runs/run-session.ts';
import type { Session } from '../domain/session.ts';
import type { VbrSource } from '../ports/vbr-source.ts';
import { creationWindow } from './creation-window.ts';
import { concernsOneRow } from './fault-reach.ts';
import { latestById } from './latest-by-id.ts';
import { reachBehind } from './reach-behind.ts';
import type { SourceContext } from './source.ts';
import type { Tally } from './tally.ts';

/** How far before the window the good tasks of a long run are read again as well; a run that hung for weeks has few. */
const mostDaysOfAllTasks = 7;
const dayMs = 86_400_000;
/** So short a stretch before the whole overlap is one list when all its tasks are read, and two when failed and warned ones are asked for apart. */
const stretchReadWholeMs = 6 * 3_600_000;

/**
 * A session that ran longer than the overlap may have tasks that ended just now and were created before the window in
 * which tasks are read: those are read here, from its creation on. False: they cannot be read now, so that the session
 * must stay unfinished for the next pass to repeat it.
 */
export async function readLateTasks(
  context: SourceContext,
  tally: Tally,
  ended: readonly Session[],
): Promise<boolean> {
  const { source, store, vbrServerId, journal } = context;
  const cursor = await store.cursor(vbrServerId, 'task-sessions');
  const now = await context.serverNow();
  const reach = await reachBehind(context, 'task-sessions', cursor, now);
  const window = creationWindow(cursor, now, reach);
  const until = window.createdAfter;
  const runs = ended.filter(({ sessionType }) => makesRuns(sessionType));
  const unsuccessfulFrom = new Date(oldestCreation(ended, until));
  const { createdAfter: overlapBegins } = creationWindow(cursor, now, context.settings);
  const isShort = overlapBegins.getTime() - unsuccessfulFrom.getTime() <= stretchReadWholeMs;
  const oldestRun = Math.max(
    oldestCreation(runs, until),
    until.getTime() - mostDaysOfAllTasks * dayMs,
  );
  const allFrom = isShort ? unsuccessfulFrom : new Date(oldestRun);
  try {
    await readTasks(context, tally, unsuccessfulFrom, allFrom, 'unsuccessful');
    await readTasks(context, tally, allFrom, until, 'all');
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

async function readTasks(
  { source, store, vbrServerId, signal }: SourceContext,
  tally: Tally,
  createdAfter: Date,
  createdBefore: Date,
  which: Parameters<VbrSource['tasks']>[1],
): Promise<void> {
  if (createdAfter >= createdBefore) return;
  for await (const page of source.tasks({ createdAfter, createdBefore }, which)) {
    signal.throwIfAborted();
    const rows = latestById(page.rows);
    tally.kept('tasks', await store.keepTasks(vbrServerId, { rows, cursor: null }));
  }
}

/** In milliseconds; never later than `until`. */
function oldestCreation(sessions: readonly Session[], until: Date): number {
  let oldestMs = until.getTime();
  for (const { createdAt } of sessions) oldestMs = Math.min(oldestMs, createdAt.getTime());
  return oldestMs;
}
