import type { Session } from '../domain/session.ts';
import { eachAtMost } from './each-at-most.ts';
import { concernsOneRow } from './fault-reach.ts';
import { readLateTasks } from './late-tasks.ts';
import type { SourceContext } from './source.ts';
import type { Tally } from './tally.ts';

/** Most sessions read again one by one in a pass; each is a request of its own. */
const mostReread = 200;
const atOnce = 4;

/**
 * Reads again, by id, the kept sessions that had not ended and that no list of this pass showed, because they
 * began before its window. `stillRunning`: the ones the list has just shown as running.
 */
export async function rereadUnfinished(
  context: SourceContext,
  tally: Tally,
  stillRunning: ReadonlySet<string>,
): Promise<void> {
  const { store, vbrServerId, signal } = context;
  const ids = await store.unfinishedSessions(vbrServerId, mostReread);
  const toRead = ids.filter((id) => !stillRunning.has(id));
  const found: Session[] = [];
  const vanished: string[] = [];
  await eachAtMost(atOnce, toRead, signal, async (id) => {
    const session = await rereadSession(context, tally, id);
    if (session === null) vanished.push(id);
    else if (session !== 'unreadable') found.push(session);
  });
  if (vanished.length > 0) {
    await store.markVanished(vbrServerId, vanished);
    tally.add('sessions-vanished', vanished.length);
  }
  const ended = found.filter((session) => session.endedAt !== null);
  // Tasks before the end that makes them final: a kill between the two then repeats both.
  const rows = (await readLateTasks(context, tally, ended))
    ? found
    : found.filter((session) => session.endedAt === null);
  if (rows.length === 0) return;
  tally.kept('sessions', await store.keepSessions(vbrServerId, { rows, cursor: null }));
}

/** Null for a session that VBR no longer has; one that cannot be read now stays as it was. */
async function rereadSession(
  { source, journal }: SourceContext,
  tally: Tally,
  id: string,
): Promise<Session | null | 'unreadable'> {
  try {
    return await source.session(id);
  } catch (error) {
    if (!(await concernsOneRow(error, source))) throw error;
    journal.error('collection', error, { source: 'sessions', session: id });
    tally.add('sessions-not-reread', 1);
    tally.incomplete('Some sessions that had not ended could not be read again in this pass.');
    return 'unreadable';
  }
}
