import type { AgentComputer } from '../../domain/agent-computer.ts';
import { latestById } from '../latest-by-id.ts';
import type { Source } from '../source.ts';

/** Groups are seldom renamed or switched off: they are read again once a day, and when something of a new one was discovered. */
const groupsKnownHours = 20;
const hourMs = 3_600_000;

/** What the protection groups discovered, and so the agent computers there are. */
export const agentComputers: Source = {
  name: 'agent-computers',
  async collect({ source, store, vbrServerId, asOf, signal }, tally) {
    const since = new Date(asOf.getTime() - groupsKnownHours * hourMs);
    const known = await store.groupsReadSince(vbrServerId, since);
    const rows: AgentComputer[] = [];
    for await (const page of source.agentComputers(known)) {
      signal.throwIfAborted();
      tally.page(page);
      rows.push(...page.rows.map((row) => withReading(row, asOf)));
    }
    const isComplete = tally.figures().rowsRejected === 0;
    const kept = await store.keepListed(
      vbrServerId,
      'agent-computers',
      latestById(rows),
      isComplete,
      asOf,
    );
    tally.kept('agent-computers', kept);
  },
};

/** What was told of its group just now was read just now. */
function withReading(row: AgentComputer, asOf: Date): AgentComputer {
  const isTold = row.protectionGroupName !== null && row.groupReadAt === null;
  return isTold ? { ...row, groupReadAt: asOf } : row;
}
