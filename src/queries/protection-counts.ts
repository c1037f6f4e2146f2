import { protectionEstateSchema } from '../analysers/protection/measures.ts';
import type { ProtectionCounts } from '../domain/protection-counts.ts';
import type { AnswerContext } from './answer-context.ts';
import type { SeenServer } from './server-sight.ts';

const serversRead = 1000;

/** How many workloads of these servers are protected together; null where none of them was analysed. */
export async function protectionCountsOf(
  context: AnswerContext,
  servers: readonly SeenServer[],
): Promise<ProtectionCounts | null> {
  const { rows } = await context.answers.findings({
    ...{ feature: 'protection', kind: 'estate' },
    ...{ order: 'name', limit: serversRead, offset: 0 },
  });
  const ids = new Set(servers.map(({ sight }) => sight.id));
  const read = rows
    .filter(({ vbrServerId }) => ids.has(vbrServerId))
    .flatMap(({ finding }) => protectionEstateSchema.safeParse(finding.measures).data ?? []);
  if (read.length === 0) return null;
  const sum = (count: (measures: (typeof read)[number]) => number) =>
    read.reduce((total, measures) => total + count(measures), 0);
  return {
    known: sum(({ workloads }) => workloads.known),
    protected: sum(({ workloads }) => workloads.protected),
    late: sum(({ workloads }) => workloads.late),
    unprotected: sum(({ workloads }) => workloads.unprotected),
    left: sum(({ workloads }) => workloads.left),
    greenJobOnly: sum(({ greenJobOnly }) => greenJobOnly.count),
  };
}
