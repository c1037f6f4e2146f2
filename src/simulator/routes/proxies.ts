import type { Revision } from '../../domain/vbr-server.ts';
import { proxiesOf, type SimulatedProxy } from '../estate/infrastructure.ts';
import { wordIn } from '../estate/names-by-revision.ts';
import type { Answer } from '../server/answer.ts';
import { pageOf } from '../server/page.ts';
import { choiceOf, choicesOf, flagOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { type RowTest, whenGiven } from '../server/row-test.ts';
import { vocabularyOf } from '../server/vocabulary.ts';
import { inOrder } from './order.ts';
import type { Route } from './route.ts';

const path = '/api/v1/backupInfrastructure/proxies';

export const proxyRoutes: readonly Route[] = [
  { pattern: `${path}/states`, source: 'proxies', answer: states },
  { pattern: path, source: 'proxies', answer: definitions },
];

const columnsOfOld = ['Name', 'Type', 'Description', 'HostName'] as const;

function states(context: RequestContext): Answer {
  return pageOf(context, matching(context), ({ maxTasks: _, ...row }) => row);
}

function definitions(context: RequestContext): Answer {
  return pageOf(context, matching(context), (proxy) => definitionRow(proxy, context.revision));
}

function definitionRow(proxy: SimulatedProxy, revision: Revision) {
  const { id, name, description, type, hostId, hostName, maxTasks } = proxy;
  const mode = type === 'ViProxy' ? { transportMode: wordIn('Auto', revision) } : {};
  const server = { hostId, hostName, ...mode, maxTaskCount: maxTasks };
  return { id, name, description, type, server };
}

function matching({ estate, query, revision }: RequestContext): SimulatedProxy[] {
  const columns = revision === '1.3-rev2' ? [...columnsOfOld, 'Status' as const] : columnsOfOld;
  const column = choiceOf(query, 'orderColumn', columns) ?? 'Name';
  const keys = {
    Name: ({ name }: SimulatedProxy) => name,
    Type: ({ type }: SimulatedProxy) => type,
    Description: ({ description }: SimulatedProxy) => description,
    HostName: ({ hostName }: SimulatedProxy) => hostName,
    Status: ({ isOnline }: SimulatedProxy) => isOnline,
  };
  const tests = testsOf(query, vocabularyOf(revision).proxyTypes);
  const rows = proxiesOf(estate).filter((row) => tests.every((test) => test(row)));
  return inOrder(rows, keys[column], flagOf(query, 'orderAsc') ?? true);
}

function testsOf(query: URLSearchParams, types: readonly string[]): RowTest<SimulatedProxy>[] {
  return [
    ...whenGiven(textOf(query, 'nameFilter'), (pattern) => {
      const matches = nameMatcher(pattern);
      return ({ name }: SimulatedProxy) => matches(name);
    }),
    ...whenGiven(choicesOf(query, 'typeFilter', types), (wanted) => {
      return ({ type }: SimulatedProxy) => wanted.has(type);
    }),
    ...whenGiven(textOf(query, 'hostIdFilter'), (id) => {
      return ({ hostId }: SimulatedProxy) => hostId === id.toLowerCase();
    }),
    ...whenGiven(flagOf(query, 'isDisabledFilter'), (wanted) => {
      return ({ isDisabled }: SimulatedProxy) => isDisabled === wanted;
    }),
    ...whenGiven(flagOf(query, 'isOnlineFilter'), (wanted) => {
      return ({ isOnline }: SimulatedProxy) => isOnline === wanted;
    }),
    ...whenGiven(flagOf(query, 'isOutOfDateFilter'), (wanted) => {
      return ({ isOutOfDate }: SimulatedProxy) => isOutOfDate === wanted;
    }),
  ];
}
