import type { CreationWindow } from '../ports/vbr-source.ts';
import { eachAtMost } from './each-at-most.ts';
import { concernsOneRow } from './fault-reach.ts';
import type { SourceContext } from './source.ts';
import type { Tally } from './tally.ts';

/** Sessions that are asked for by id before VBR is believed to have lost them; each is a request of its own. */
const mostAsked = 20;
const atOnce = 4;

/**
 * Sessions kept from a window that its complete list no longer shows. Those that VBR does not have by id either are marked as
 * vanished; when that is so for every one that was asked for, it is so for the others too.
 */
export async function markMissing(
  context: SourceContext,
  tally: Tally,
  window: CreationWindow,
  seenIds: readonly string[],
): Promise<void> {
  const { store, vbrServerId, signal, journal } = context;
  const missing = await store.missingSessions(vbrServerId, window, seenIds);
  const asked = missing.slice(0, mostAsked);
  const gone: string[] = [];
  await eachAtMost(atOnce, asked, signal, async (id) => {
    if (await isGone(context, id)) gone.push(id);
  });
  const vanished = gone.length === asked.length ? missing : gone;
  if (vanished.length === 0) return;
  await store.markVanished(vbrServerId, vanished);
  tally.add('sessions-vanished', vanished.length);
  const counted = vanished.length === 1 ? '1 session is' : `${vanished.length} sessions are`;
  const sentence = `The server may have been restored from a configuration backup: ${counted} gone.`;
  tally.incomplete(sentence);
  journal.action('collection', sentence, { source: 'sessions', sessions: vanished.length });
}

/** A session that cannot be read now is not known to be gone. */
async function isGone({ source, journal }: SourceContext, id: string): Promise<boolean> {
  try {
    return (await source.session(id)) === null;
  } catch (error) {
    if (!(await concernsOneRow(error, source))) throw error;
    journal.error('collection', error, { source: 'sessions', session: id });
    return false;
  }
}
