import type { CreationWindow } from '../ports/vbr-source.ts';
import { historyStart } from './creation-window.ts';
import { pageBatches } from './page-batches.ts';
import type { SourceContext } from './source.ts';
import type { Tally } from './tally.ts';

const dayMs = 86_400_000;
const mostDaysAtOnce = 16;
/** Slices with fewer rows are made longer, so that a small estate is not asked for every day by itself. */
const fewRows = 2000;

/**
 * Goes back through the tasks that were created before an instant, from the newest days to the oldest, some of them in every
 * pass. The cursor goes back with every slice that is kept whole: a kill repeats one slice and loses nothing.
 */
export async function readEarlierTasks(
  context: SourceContext,
  tally: Tally,
  from: Date,
): Promise<void> {
  const { store, vbrServerId, settings } = context;
  const start = historyStart(await context.serverNow(), settings);
  let reached = from;
  let days = 1;
  let rows = 0;
  let expected = 0;
  while (reached > start && rows + expected <= settings.tasksPerPass && settings.tasksPerPass > 0) {
    const createdAfter = new Date(Math.max(start.getTime(), reached.getTime() - days * dayMs));
    const read = await readSlice(context, tally, { createdAfter, createdBefore: reached });
    await store.moveCursorBack(vbrServerId, 'task-history', createdAfter);
    reached = createdAfter;
    rows += read;
    const isLonger = read < fewRows && days < mostDaysAtOnce;
    if (isLonger) days *= 2;
    expected = isLonger ? 2 * read : read;
  }
  tellRest(tally, start, reached, settings.tasksPerPass);
}

async function readSlice(
  { source, store, vbrServerId, signal, progress }: SourceContext,
  tally: Tally,
  slice: CreationWindow,
): Promise<number> {
  let read = 0;
  for await (const page of pageBatches(source.tasks(slice, 'all'))) {
    signal.throwIfAborted();
    tally.page(page);
    const { rows } = page;
    tally.kept('tasks', await store.keepTasks(vbrServerId, { rows, cursor: null }));
    read += rows.length;
    const done = tally.figures().rowsSeen;
    progress({ step: 'collect', done, text: `reading tasks of earlier days: ${done}` });
  }
  return read;
}

function tellRest(tally: Tally, start: Date, reached: Date, tasksPerPass: number): void {
  const days = Math.max(0, Math.ceil((reached.getTime() - start.getTime()) / dayMs));
  tally.waiting(days);
  if (days === 0) return;
  const date = reached.toISOString().slice(0, 'YYYY-MM-DD'.length);
  tally.incomplete(
    `Tasks before ${date} are still to be read: ${days} days; a pass reads about ${tasksPerPass} of them, newest first.`,
  );
}
