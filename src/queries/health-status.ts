import type { HealthAnswer } from '../domain/any-health-answer.ts';
import type { AnswerContext } from './answer-context.ts';
import { changesOfJob } from './changes-of-job.ts';
import { changesSince } from './changes-since.ts';
import { estateHealth } from './estate-health.ts';
import { failureGroups } from './failure-groups.ts';
import type { HealthRequest } from './health-request.ts';
import { noDataAnswer } from './insufficient-answer.ts';
import { jobHealth } from './job-health.ts';
import { jobList } from './job-list.ts';
import { type SeenServer, seeServers } from './server-sight.ts';
import { unprotectedWorkloads } from './unprotected-workloads.ts';
import { workloadProtection } from './workload-protection.ts';

/** Answers `get_health_status`: which jobs fail, since when and why, and how far the answer can be trusted. */
export async function healthStatus(
  context: AnswerContext,
  request: HealthRequest,
): Promise<HealthAnswer> {
  const scope = request.scope ?? scopeMeant(request);
  const about = scope === 'workload' ? 'protection' : 'health';
  const servers = await seeServers(context, request.server, about);
  if (servers.every(isEmpty)) return noDataAnswer(context, servers);
  return answerFor[scope](context, servers, request);
}

type Answering = (
  context: AnswerContext,
  servers: readonly SeenServer[],
  request: HealthRequest,
) => Promise<HealthAnswer>;

const answerFor: Readonly<Record<NonNullable<HealthRequest['scope']>, Answering>> = {
  estate: (context, servers, request) =>
    request.job === undefined
      ? estateHealth(context, servers, request)
      : jobHealth(context, servers, request, request.job),
  job: (context, servers, request) =>
    request.job === undefined
      ? jobList(context, servers, request)
      : jobHealth(context, servers, request, request.job),
  workload: (context, servers, request) =>
    request.workload === undefined
      ? unprotectedWorkloads(context, servers, request)
      : workloadProtection(context, servers, request.workload),
  groups: failureGroups,
  changes: (context, servers, request) =>
    request.job === undefined
      ? changesSince(context, servers, request)
      : changesOfJob(context, servers, request.job),
};

function scopeMeant({ job, workload }: HealthRequest): NonNullable<HealthRequest['scope']> {
  if (workload !== undefined) return 'workload';
  return job === undefined ? 'estate' : 'job';
}

function isEmpty({ sight, hasData }: SeenServer): boolean {
  return !hasData && sight.freshness.analysedAt === null;
}
