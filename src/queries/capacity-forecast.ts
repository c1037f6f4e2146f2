import type { CapacityAnswer, RepositoryShown } from '../domain/capacity-answer.ts';
import { Fault } from '../domain/errors.ts';
import type { InsufficientAnswer } from '../domain/health-answer.ts';
import type { AnswerContext } from './answer-context.ts';
import {
  type CapacityRow,
  capacityRow,
  mostPressingFirst,
  repositoryDetails,
  repositoryShown,
} from './capacity-rows.ts';
import { whatIf } from './capacity-what-if.ts';
import { staleAfterHours } from './data-freshness.ts';
import { findRepositories } from './find-repository.ts';
import { pageAsked } from './health-request.ts';
import { insufficientAnswer } from './insufficient-answer.ts';
import { type SeenServer, seeServers } from './server-sight.ts';

/** The arguments of `get_capacity_forecast`, checked for shape. */
interface CapacityRequest {
  readonly server?: string | undefined;
  readonly repository?: string | undefined;
  readonly what_if?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly detail?: 'summary' | 'full' | undefined;
}

const repositoriesRead = 5000;

/** Answers "when is it full, how sure is that, and what if?": all repositories, the most pressing first, or one of them. */
export async function capacityForecast(
  context: AnswerContext,
  request: CapacityRequest,
): Promise<CapacityAnswer | InsufficientAnswer> {
  const servers = await seeServers(context, request.server, 'capacity');
  const rows = await capacityRows(context, servers);
  if (rows.length === 0) return insufficientAnswer(context, servers, 'capacity forecast');
  const { repository, what_if: change } = request;
  if (repository === undefined) {
    if (change !== undefined) throw whatIfOfNothing();
    return estate(context, servers, rows, request);
  }
  const found = await findRepositories(context, rows, repository);
  const [row, ...tiers] = found;
  if (row === undefined || tiers.length > 0) {
    if (change !== undefined) throw whatIfOfTiers(found);
    return estate(context, servers, found, request);
  }
  const own = servers.filter(({ sight }) => sight.id === row.located.vbrServerId);
  return {
    kind: 'repository',
    ...baseOf(context, own),
    repository: repositoryShown(row),
    details: repositoryDetails(row),
    whatIf: change === undefined ? null : whatIf(context, change, row, rows),
  };
}

/** The kept findings of these servers, one a repository or tier. */
export async function capacityRows(
  { answers }: AnswerContext,
  servers: readonly SeenServer[],
): Promise<readonly CapacityRow[]> {
  const entries = new Map(servers.map(({ sight }) => [sight.id, sight.entry]));
  const { rows } = await answers.findings({
    ...{ feature: 'capacity', kind: 'repository' },
    ...{ order: 'worst-first', limit: repositoriesRead, offset: 0 },
  });
  return rows.flatMap((row) => {
    const entry = entries.get(row.vbrServerId);
    return entry === undefined ? [] : [capacityRow(row, entry)];
  });
}

function estate(
  context: AnswerContext,
  servers: readonly SeenServer[],
  rows: readonly CapacityRow[],
  request: CapacityRequest,
): CapacityAnswer {
  const { server, limit, cursor, detail, repository } = request;
  const scope = `capacity ${repository ?? ''}`;
  const page = pageAsked(context, { server, limit, cursor, detail, scope }, null);
  const repositories = rows.map(repositoryShown).toSorted(mostPressingFirst);
  return {
    kind: 'capacity',
    ...baseOf(context, servers),
    counts: countsOf(repositories),
    withoutDates: repositories.filter(({ noDates }) => noDates !== null).length,
    repositories: {
      rows: repositories.slice(page.offset, page.offset + page.limit),
      total: repositories.length,
      offset: page.offset,
      cursorAfter: page.cursorAfter(repositories.length),
    },
  };
}

function countsOf(repositories: readonly RepositoryShown[]) {
  const of = (wanted: string) => repositories.filter(({ priority }) => priority === wanted).length;
  return { URGENT: of('URGENT'), HIGH: of('HIGH'), MEDIUM: of('MEDIUM'), LOW: of('LOW') };
}

function baseOf({ asOf, simulated }: AnswerContext, servers: readonly SeenServer[]) {
  return { asOf, simulated, staleAfterHours, servers: servers.map(({ sight }) => sight) };
}

function whatIfOfNothing(): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: 'what_if was asked of no repository',
    means: 'a change needs a place where it happens',
    next: 'give repository; without what_if all of them are listed, the most pressing first',
  });
}

function whatIfOfTiers(found: readonly CapacityRow[]): Fault {
  const names = found.map(({ located }) => `"${located.finding.subject.name}"`);
  return new Fault({
    code: 'input-invalid',
    happened: 'what_if was asked of a scale-out repository with several tiers',
    means: 'each tier fills by itself',
    next: `ask for one of ${names.join(', ')}`,
  });
}
