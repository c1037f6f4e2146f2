import type { LogOwner } from '../../domain/session.ts';
import { readEach } from '../one-of-many.ts';
import type { Source, SourceContext } from '../source.ts';
import type { Tally } from '../tally.ts';

/** Why sessions and tasks failed or warned: the newest logs first, the rest wait and are counted. */
export const logs: Source = {
  name: 'logs',
  async collect(context, tally) {
    const { store, vbrServerId, settings } = context;
    tally.waiting(await store.countPendingLogs(vbrServerId));
    const failed = await readEach(context, tally, {
      source: 'logs',
      noun: 'logs',
      items: await store.pendingLogs(vbrServerId, settings.logsPerPass),
      idOf: ({ kind, id }) => `${kind} ${id}`,
      read: (owner) => readLog(context, tally, owner),
    });
    const pending = await store.countPendingLogs(vbrServerId);
    tally.waiting(pending);
    if (pending > 0) tally.incomplete(backlogSentence(pending, failed, settings.logsPerPass));
  },
};

/** A log that VBR no longer has leaves the backlog; one that cannot be read now stays in it. */
async function readLog(context: SourceContext, tally: Tally, owner: LogOwner): Promise<void> {
  const { source, store, vbrServerId, clock } = context;
  const log = await source.log(owner);
  if (log !== null) tally.page(log);
  await store.keepLog(vbrServerId, owner, log?.rows ?? null, clock.now());
  tally.add(log === null ? 'logs-vanished' : 'logs-read', 1);
}

function backlogSentence(pending: number, failed: number, logsPerPass: number): string {
  const failure = failed === 0 ? '' : `, ${failed} of them could not be read in this pass`;
  return `Logs pending: ${pending}${failure}; a pass reads at most ${logsPerPass}, newest first.`;
}
