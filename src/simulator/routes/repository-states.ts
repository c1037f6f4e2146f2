import type { Revision } from '../../domain/vbr-server.ts';
import type { Estate } from '../estate/estate.ts';
import { repositoryTypeIn } from '../estate/names-by-revision.ts';
import type { SimulatedRepository } from '../estate/storage/simulated-repository.ts';
import { type RepositoryUsage, usageAt } from '../estate/storage/usage.ts';
import type { Answer } from '../server/answer.ts';
import { pageOf } from '../server/page.ts';
import {
  amountOf,
  choiceOf,
  choicesOf,
  flagOf,
  nameMatcher,
  severalSinceRev2,
  textOf,
} from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { type RowTest, whenGiven } from '../server/row-test.ts';
import { vocabularyOf } from '../server/vocabulary.ts';
import { inOrder } from './order.ts';
import { definitionKeys, repositoryTests } from './repositories.ts';
import type { Route } from './route.ts';

export const repositoryStateRoutes: readonly Route[] = [
  {
    pattern: '/api/v1/backupInfrastructure/repositories/states',
    source: 'repository-states',
    answer: list,
  },
];

interface Shown {
  readonly repository: SimulatedRepository;
  readonly usage: RepositoryUsage;
}

const figureKeys = {
  CapacityGB: ({ usage }: Shown) => usage.capacityGib,
  FreeGB: ({ usage }: Shown) => usage.freeGib,
  UsedSpaceGB: ({ usage }: Shown) => usage.reportedUsedGib,
  Membership: ({ repository }: Shown) => repository.scaleOut?.name ?? '',
  Status: ({ usage }: Shown) => usage.isOnline,
};

const columnsOfOld = [
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
  const columns = revision === '1.3-rev2' ? [...columnsOfOld, 'Status' as const] : columnsOfOld;
  const column = choiceOf(query, 'orderColumn', columns) ?? 'Name';
  const tests = [...identityTests(query, revision), ...figureTests(query), ...memberTests(query)];
  const rows = shownIn(estate, repositoryTests(query)).filter((row) =>
    tests.every((test) => test(row)),
  );
  const isAscending = flagOf(query, 'orderAsc') ?? true;
  return pageOf(context, inOrder(rows, keyOf(column), isAscending), (row) =>
    stateRow(row, revision),
  );
}

function shownIn({ storage, nowMs }: Estate, tests: RowTest<SimulatedRepository>[]): Shown[] {
  return storage.repositories
    .filter((repository) => tests.every((test) => test(repository)))
    .map((repository) => ({ repository, usage: usageAt(repository, nowMs) }));
}

function keyOf(column: (typeof columnsOfOld)[number] | 'Status') {
  return isFigure(column)
    ? figureKeys[column]
    : ({ repository }: Shown) => definitionKeys[column](repository);
}

function isFigure(column: string): column is keyof typeof figureKeys {
  return column in figureKeys;
}

// rev2 takes several types, the others one.
function identityTests(query: URLSearchParams, revision: Revision): RowTest<Shown>[] {
  const { repositoryTypes } = vocabularyOf(revision);
  const types = severalSinceRev2(revision, query, 'typeFilter', repositoryTypes);
  return [
    ...whenGiven(textOf(query, 'idFilter'), (id) => {
      return ({ repository }: Shown) => repository.id === id.toLowerCase();
    }),
    ...whenGiven(types, (wanted) => {
      return ({ repository }: Shown) => wanted.has(repositoryTypeIn(repository.type, revision));
    }),
    ...whenGiven(flagOf(query, 'isOutOfDateFilter'), (wanted) => {
      return ({ repository }: Shown) => repository.isOutOfDate === wanted;
    }),
    ...whenGiven(flagOf(query, 'isOnlineFilter'), (wanted) => {
      return ({ usage }: Shown) => usage.isOnline === wanted;
    }),
  ];
}

function figureTests(query: URLSearchParams): RowTest<Shown>[] {
  const equal = (name: string, of: (usage: RepositoryUsage) => number): RowTest<Shown>[] =>
    whenGiven(
      amountOf(query, name),
      (wanted) =>
        ({ usage }: Shown) =>
          of(usage) === wanted,
    );
  return [
    ...equal('capacityFilter', ({ capacityGib }) => capacityGib),
    ...equal('freeSpaceFilter', ({ freeGib }) => freeGib),
    ...equal('usedSpaceFilter', ({ reportedUsedGib }) => reportedUsedGib),
  ];
}

function memberTests(query: URLSearchParams): RowTest<Shown>[] {
  const extentTypes = choicesOf(query, 'sobrExtentTypeFilter', [
    'Performance',
    'Capacity',
    'Archive',
  ]);
  return [
    ...whenGiven(textOf(query, 'sobrIdFilter'), (id) => {
      return ({ repository }: Shown) => repository.scaleOut?.id === id.toLowerCase();
    }),
    ...whenGiven(extentTypes, (wanted) => {
      return ({ repository: { extentType } }: Shown) =>
        extentType !== null && wanted.has(extentType);
    }),
    ...whenGiven(textOf(query, 'sobrMembershipFilter'), (pattern) => {
      const matches = nameMatcher(pattern);
      return ({ repository }: Shown) => matches(repository.scaleOut?.name ?? '');
    }),
  ];
}

function stateRow({ repository, usage }: Shown, revision: Revision) {
  const { hostId, hostName, scaleOut, extentType } = repository;
  return {
    type: repositoryTypeIn(repository.type, revision),
    id: repository.id,
    name: repository.name,
    description: repository.description,
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
    isOutOfDate: repository.isOutOfDate,
  };
}
