import type { HealthAnswer } from '../domain/health-answer.ts';
import type { AnswerContext } from './answer-context.ts';
import { estateHealth } from './estate-health.ts';
import type { HealthRequest } from './health-request.ts';
import { insufficientAnswer, noDataAnswer } from './insufficient-answer.ts';
import { jobHealth } from './job-health.ts';
import { jobList } from './job-list.ts';
import { type SeenServer, seeServers } from './server-sight.ts';

/** Answers `get_health_status`: which jobs fail, since when and why, and how far the answer can be trusted. */
export async function healthStatus(
  context: AnswerContext,
  request: HealthRequest,
): Promise<HealthAnswer> {
  const servers = await seeServers(context, request.server);
  const scope = request.scope ?? (request.job === undefined ? 'estate' : 'job');
  if (scope !== 'estate' && scope !== 'job') {
    return insufficientAnswer(context, servers, `health of ${scope}`);
  }
  if (servers.every(isEmpty)) return noDataAnswer(context, servers);
  if (request.job !== undefined) return jobHealth(context, servers, request, request.job);
  if (scope === 'job') return jobList(context, servers, request);
  return estateHealth(context, servers, request);
}

function isEmpty({ sight }: SeenServer): boolean {
  return sight.freshness.collectedAt === null && sight.freshness.analysedAt === null;
}
