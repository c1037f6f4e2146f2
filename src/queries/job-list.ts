import type { JobListAnswer } from '../domain/health-answer.ts';
import type { LocatedFinding } from '../ports/answer-store.ts';
import type { AnswerContext } from './answer-context.ts';
import { staleAfterHours } from './data-freshness.ts';
import { type HealthRequest, pageAsked } from './health-request.ts';
import { jobHealthFrom } from './read-job-finding.ts';
import type { SeenServer } from './server-sight.ts';

/** The jobs, those with the lowest scores first, a page at a time. */
export async function jobList(
  context: AnswerContext,
  servers: readonly SeenServer[],
  request: HealthRequest,
): Promise<JobListAnswer> {
  const page = pageAsked(context, request, null);
  const { rows, total } = await findJobs(context, servers, request, page);
  return {
    kind: 'jobs',
    asOf: context.asOf,
    simulated: context.simulated,
    staleAfterHours,
    servers: servers.map(({ sight }) => sight),
    since: page.since,
    jobs: {
      rows: rows.map((row) => jobHealthFrom(row, entryOf(servers, row))),
      total,
      offset: page.offset,
      cursorAfter: page.cursorAfter(total),
    },
  };
}

function findJobs(
  context: AnswerContext,
  servers: readonly SeenServer[],
  request: HealthRequest,
  page: { readonly offset: number; readonly limit: number; readonly since: Date | null },
): Promise<{ readonly rows: readonly LocatedFinding[]; readonly total: number }> {
  const [only] = servers;
  const oneServer = request.server !== undefined && only !== undefined;
  return context.answers.findings({
    feature: 'health',
    kind: 'job',
    ...(oneServer ? { vbrServerId: only.sight.id } : {}),
    ...(page.since === null ? {} : { since: page.since }),
    order: 'worst-first',
    limit: page.limit,
    offset: page.offset,
  });
}

function entryOf(servers: readonly SeenServer[], row: LocatedFinding): string {
  return servers.find(({ sight }) => sight.id === row.vbrServerId)?.sight.entry ?? '';
}
