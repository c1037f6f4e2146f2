import type { LogOwner } from '../../domain/session.ts';
import { eachAtMost } from '../each-at-most.ts';
import { concernsOneRow } from '../fault-reach.ts';
import type { Source, SourceContext } from '../source.ts';
import type { Tally } from '../tally.ts';

const atOnce = 4;
/** So many logs that fail in one pass are no matter of single logs any more. */
const mostFailures = 20;

/** Why sessions and tasks failed or warned: the newest logs first, the rest wait and are counted. */
export const logs: Source = {
  name: 'logs',
  async collect(context, tally) {
    const { store, vbrServerId, settings, signal, progress } = context;
    const owners = await store.pendingLogs(vbrServerId, settings.logsPerPass);
    let done = 0;
    await eachAtMost(atOnce, owners, signal, async (owner) => {
      await readLog(context, tally, owner);
      done += 1;
      progress({ step: 'collect', done, total: owners.length, text: 'reading logs' });
    });
    const failed = tally.figures().counts['logs-failed'] ?? 0;
    const pending = await store.countPendingLogs(vbrServerId);
    if (pending > 0) tally.incomplete(backlogSentence(pending, failed, settings.logsPerPass));
  },
};

/** A log that VBR no longer has leaves the backlog; one that cannot be read now stays in it. */
async function readLog(context: SourceContext, tally: Tally, owner: LogOwner): Promise<void> {
  const { source, store, vbrServerId, clock, journal } = context;
  try {
    const log = await source.log(owner);
    if (log !== null) tally.page(log);
    await store.keepLog(vbrServerId, owner, log?.rows ?? null, clock.now());
    tally.add(log === null ? 'logs-vanished' : 'logs-read', 1);
  } catch (error) {
    const failures = (tally.figures().counts['logs-failed'] ?? 0) + 1;
    if (failures > mostFailures || !(await concernsOneRow(error, source))) throw error;
    journal.error('collection', error, { source: 'logs', kind: owner.kind, id: owner.id });
    tally.add('logs-failed', 1);
  }
}

function backlogSentence(pending: number, failed: number, logsPerPass: number): string {
  const failure = failed === 0 ? '' : `, ${failed} of them could not be read in this pass`;
  return `Logs pending: ${pending}${failure}; a pass reads at most ${logsPerPass}, newest first.`;
}
