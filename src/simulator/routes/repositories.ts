import { repositoryTypeIn } from '../estate/names-by-revision.ts';
import type { SimulatedRepository } from '../estate/storage/simulated-repository.ts';
import { type Answer, jsonAnswer, notFound } from '../server/answer.ts';
import { pageOf } from '../server/page.ts';
import { choiceOf, choicesOf, flagOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { type RowTest, whenGiven } from '../server/row-test.ts';
import { vocabularyOf } from '../server/vocabulary.ts';
import { inOrder } from './order.ts';
import { repositoryRow } from './repository-row.ts';
import type { Route } from './route.ts';

export const repositoryRoutes: readonly Route[] = [
  { pattern: '/api/v1/backupInfrastructure/repositories', source: 'repositories', answer: list },
  {
    pattern: '/api/v1/backupInfrastructure/repositories/{id}',
    source: 'repositories',
    answer: one,
  },
];

const orderColumns = ['Name', 'Description', 'Type', 'Host', 'Path'] as const;

function list(context: RequestContext): Answer {
  const { estate, query, revision } = context;
  const types = choicesOf(query, 'typeFilter', vocabularyOf(revision).repositoryTypes);
  const tests: RowTest<SimulatedRepository>[] = [
    ...repositoryTests(query),
    ...whenGiven(types, (wanted) => {
      return ({ type }: SimulatedRepository) => wanted.has(repositoryTypeIn(type, revision));
    }),
    ...whenGiven(textOf(query, 'hostIdFilter'), (id) => {
      return ({ hostId }: SimulatedRepository) => hostId === id.toLowerCase();
    }),
    ...whenGiven(textOf(query, 'pathFilter'), (wanted) => {
      return ({ path }: SimulatedRepository) => path.toLowerCase() === wanted.toLowerCase();
    }),
  ];
  const column = choiceOf(query, 'orderColumn', orderColumns) ?? 'Name';
  const rows = estate.storage.repositories.filter((row) => tests.every((test) => test(row)));
  const ordered = inOrder(rows, definitionKeys[column], flagOf(query, 'orderAsc') ?? true);
  return pageOf(context, ordered, (repository) => repositoryRow(repository, revision));
}

function one({ estate, revision }: RequestContext, id: string): Answer {
  const index = estate.identifiers.indexOf('repository', id);
  const repository = index === null ? undefined : estate.storage.repositories[index];
  if (repository === undefined) return notFound('Repository', id);
  return jsonAnswer(repositoryRow(repository, revision));
}

/** The filters that definitions and states of repositories share. */
export function repositoryTests(query: URLSearchParams): RowTest<SimulatedRepository>[] {
  return [
    ...whenGiven(textOf(query, 'nameFilter'), (pattern) => {
      const matches = nameMatcher(pattern);
      return ({ name }: SimulatedRepository) => matches(name);
    }),
    ...whenGiven(flagOf(query, 'excludeExtents'), (withoutExtents) => {
      return ({ scaleOut }: SimulatedRepository) => !withoutExtents || scaleOut === null;
    }),
  ];
}

/** By what definitions and states of repositories are ordered. */
export const definitionKeys = {
  Name: ({ name }: SimulatedRepository) => name,
  Description: ({ description }: SimulatedRepository) => description,
  Type: ({ type }: SimulatedRepository) => type,
  Host: ({ hostName }: SimulatedRepository) => hostName ?? '',
  Path: ({ path }: SimulatedRepository) => path,
};
