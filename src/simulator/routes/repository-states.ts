import { repositoryTypeIn } from '../estate/names-by-revision.ts';
import { type SimulatedRepository, usageAt } from '../estate/repositories.ts';
import type { Answer } from '../server/answer.ts';
import { pageOf } from '../server/page.ts';
import { choiceOf, choicesOf, flagOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { vocabularyOf } from '../server/vocabulary.ts';
import { inOrder } from './order.ts';
import { orderKey } from './repositories.ts';
import type { Route } from './route.ts';

export const repositoryStateRoutes: readonly Route[] = [
  {
    pattern: '/api/v1/backupInfrastructure/repositories/states',
    source: 'repository-states',
    answer: list,
  },
];

const orderColumns = [
  'Name',
  'Type',
  'Host',
  'Path',
  'CapacityGB',
  'FreeGB',
  'UsedSpaceGB',
  'Description',
  'Membership',
] as const;

function list(context: RequestContext): Answer {
  const { estate, query, revision } = context;
  const types = choicesOf(query, 'typeFilter', vocabularyOf(revision).repositoryTypes);
  const matches = nameMatcher(textOf(query, 'nameFilter') ?? '*');
  const withoutExtents = flagOf(query, 'excludeExtents') ?? false;
  const id = textOf(query, 'idFilter');
  const online = flagOf(query, 'isOnlineFilter');
  const column = choiceOf(query, 'orderColumn', orderColumns) ?? 'Name';
  const kept = estate.storage.repositories.filter(
    (repository) =>
      matches(repository.name) &&
      (id ?? repository.id) === repository.id &&
      (types === null || types.has(repositoryTypeIn(repository.type, revision))) &&
      !(withoutExtents && repository.scaleOut !== null),
  );
  const rows = inOrder(kept, orderKey(column), flagOf(query, 'orderAsc') ?? true)
    .map((repository) => stateRow(context, repository))
    .filter((row) => (online ?? row.isOnline) === row.isOnline);
  return pageOf(context, rows, (row) => row);
}

function stateRow({ estate, revision }: RequestContext, repository: SimulatedRepository) {
  const { seed } = estate.options;
  const usage = usageAt(repository, seed, estate.startMs, estate.nowMs);
  const { hostId, hostName, scaleOut, extentType } = repository;
  return {
    type: repositoryTypeIn(repository.type, revision),
    id: repository.id,
    name: repository.name,
    description: '',
    ...(hostId === null ? {} : { hostId, hostName }),
    path: repository.path,
    capacityGB: usage.capacityGib,
    freeGB: usage.freeGib,
    usedSpaceGB: usage.reportedUsedGib,
    isOnline: usage.isOnline,
    ...(scaleOut === null
      ? {}
      : {
          scaleOutRepositoryDetails: {
            membership: scaleOut.name,
            scaleOutRepositoryId: scaleOut.id,
            extentType,
          },
        }),
    isOutOfDate: repository.index % 9 === 8,
  };
}
