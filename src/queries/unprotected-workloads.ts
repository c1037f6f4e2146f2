import type { InsufficientAnswer } from '../domain/health-answer.ts';
import type { WorkloadShown, WorkloadsAnswer } from '../domain/workload-answer.ts';
import type { AnswerContext } from './answer-context.ts';
import { staleAfterHours } from './data-freshness.ts';
import { type HealthRequest, pageAsked } from './health-request.ts';
import { insufficientAnswer } from './insufficient-answer.ts';
import { protectionCountsOf } from './protection-counts.ts';
import type { SeenServer } from './server-sight.ts';
import { workloadShown } from './workload-protection.ts';

const workloadsRead = 5000;

/** Answers "which machines have no good restore point?": those behind a green job first, then those without any point. */
export async function unprotectedWorkloads(
  context: AnswerContext,
  servers: readonly SeenServer[],
  request: HealthRequest,
): Promise<WorkloadsAnswer | InsufficientAnswer> {
  const page = pageAsked(context, request, null);
  const [counts, found] = await Promise.all([
    protectionCountsOf(context, servers),
    Promise.all(servers.map((server) => notProtectedOf(context, server))),
  ]);
  if (counts === null) return insufficientAnswer(context, servers, 'protection of workloads');
  const workloads = found.flat().toSorted(gravestFirst);
  return {
    kind: 'workloads',
    asOf: context.asOf,
    simulated: context.simulated,
    staleAfterHours,
    servers: servers.map(({ sight }) => sight),
    counts,
    workloads: {
      rows: workloads.slice(page.offset, page.offset + page.limit),
      total: workloads.length,
      offset: page.offset,
      cursorAfter: page.cursorAfter(workloads.length),
    },
  };
}

async function notProtectedOf(
  context: AnswerContext,
  { sight }: SeenServer,
): Promise<readonly WorkloadShown[]> {
  const { rows } = await context.answers.findings({
    ...{ feature: 'protection', kind: 'workload', vbrServerId: sight.id },
    ...{ order: 'worst-first', limit: workloadsRead, offset: 0 },
  });
  const shown = rows.map((row) => workloadShown(row, sight.entry));
  return shown.filter(({ state }) => ['late', 'unprotected', 'unknown'].includes(state));
}

function gravestFirst(one: WorkloadShown, other: WorkloadShown): number {
  return (
    Number(other.isGreenJobOnly) - Number(one.isGreenJobOnly) ||
    order(one) - order(other) ||
    (other.ageHours ?? 0) - (one.ageHours ?? 0) ||
    one.name.localeCompare(other.name)
  );
}

function order({ state }: WorkloadShown): number {
  return ['unprotected', 'late', 'unknown'].indexOf(state);
}
