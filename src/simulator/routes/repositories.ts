import { repositoryTypeIn } from '../estate/names-by-revision.ts';
import type { SimulatedRepository } from '../estate/repositories.ts';
import { type Answer, jsonAnswer, notFound } from '../server/answer.ts';
import { pageOf } from '../server/page.ts';
import { choiceOf, choicesOf, flagOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { vocabularyOf } from '../server/vocabulary.ts';
import { inOrder } from './order.ts';
import type { Route } from './route.ts';

export const repositoryRoutes: readonly Route[] = [
  { pattern: '/api/v1/backupInfrastructure/repositories', source: 'repositories', answer: list },
  {
    pattern: '/api/v1/backupInfrastructure/repositories/{id}',
    source: 'repositories',
    answer: one,
  },
];

function list(context: RequestContext): Answer {
  const { estate, query, revision } = context;
  const types = choicesOf(query, 'typeFilter', vocabularyOf(revision).repositoryTypes);
  const matches = nameMatcher(textOf(query, 'nameFilter') ?? '*');
  const withoutExtents = flagOf(query, 'excludeExtents') ?? false;
  const column = choiceOf(query, 'orderColumn', ['Name', 'Description', 'Type', 'Host', 'Path']);
  const rows = estate.storage.repositories.filter(
    ({ name, type, scaleOut }) =>
      matches(name) &&
      (types === null || types.has(repositoryTypeIn(type, revision))) &&
      !(withoutExtents && scaleOut !== null),
  );
  const isAscending = flagOf(query, 'orderAsc') ?? true;
  const ordered = inOrder(rows, orderKey(column ?? 'Name'), isAscending);
  return pageOf(context, ordered, (repository) => repositoryRow(context, repository));
}

function one(context: RequestContext, id: string): Answer {
  const index = context.estate.identifiers.indexOf('repository', id);
  const repository = index === null ? undefined : context.estate.storage.repositories[index];
  if (repository === undefined) return notFound('Repository', id);
  return jsonAnswer(repositoryRow(context, repository));
}

/** By what a repository list is ordered. */
export function orderKey(column: string): (repository: SimulatedRepository) => string | number {
  if (column === 'Type') return ({ type }) => type;
  if (column === 'Host') return ({ hostName }) => hostName ?? '';
  if (column === 'Path') return ({ path }) => path;
  if (column === 'CapacityGB') return ({ capacityGib }) => capacityGib;
  if (column === 'Membership') return ({ scaleOut }) => scaleOut?.name ?? '';
  return ({ name }) => name;
}

function repositoryRow({ revision }: RequestContext, repository: SimulatedRepository) {
  const base = {
    type: repositoryTypeIn(repository.type, revision),
    id: repository.id,
    name: repository.name,
    description: '',
    uniqueId: repository.id.replaceAll('-', '').toUpperCase(),
  };
  if (repository.capacityGib === 0) {
    const [bucketName = '', folderName = ''] = repository.path.split('/');
    const immutability = { isEnabled: true, daysCount: 30 };
    return { ...base, bucket: { bucketName, folderName, immutability } };
  }
  // The oldest revisions have no model of a dedupe appliance: the bare base comes.
  if (repository.type === 'DDBoost' && revision !== '1.3-rev2') return base;
  const isHardened = repository.type === 'LinuxHardened';
  return {
    ...base,
    hostId: repository.hostId,
    repository: {
      path: repository.path,
      taskLimitEnabled: true,
      maxTaskCount: 4,
      readWriteLimitEnabled: false,
      readWriteRate: 0,
      ...(isHardened ? { makeRecentBackupsImmutableDays: 14 } : {}),
    },
  };
}
