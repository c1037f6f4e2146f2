import { type SimulatedServer, serversOf } from '../estate/infrastructure.ts';
import type { Answer } from '../server/answer.ts';
import { pageOf } from '../server/page.ts';
import { choiceOf, choicesOf, flagOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { type RowTest, whenGiven } from '../server/row-test.ts';
import { vocabularyOf } from '../server/vocabulary.ts';
import { inOrder } from './order.ts';
import type { Route } from './route.ts';

export const managedServerRoutes: readonly Route[] = [
  {
    pattern: '/api/v1/backupInfrastructure/managedServers',
    source: 'managed-servers',
    answer: list,
  },
];

const orderColumns = ['Name', 'Type', 'Description', 'Status'] as const;
const viTypes = ['ESX', 'ESXi', 'VC'] as const;
const serverStates = ['Available', 'Unavailable', 'Any'] as const;
const updateStates = [
  'CheckInProgress',
  'Installing',
  'LastInstallFailed',
  'Available',
  'NotAvailable',
  'CheckUpdatesFailed',
  'OutOfDate',
] as const;

function list(context: RequestContext): Answer {
  const { estate, query, revision } = context;
  const column = choiceOf(query, 'orderColumn', orderColumns) ?? 'Name';
  const keys = {
    Name: ({ name }: SimulatedServer) => name,
    Type: ({ type }: SimulatedServer) => type,
    Description: ({ description }: SimulatedServer) => description,
    Status: statusOf,
  };
  const tests = testsOf(query, vocabularyOf(revision).managedServerTypes);
  const rows = serversOf(estate).filter((row) => tests.every((test) => test(row)));
  return pageOf(context, inOrder(rows, keys[column], flagOf(query, 'orderAsc') ?? true), serverRow);
}

function testsOf(query: URLSearchParams, types: readonly string[]): RowTest<SimulatedServer>[] {
  const withNested = flagOf(query, 'includeNestedHosts') ?? false;
  return [
    // Hosts of a vCenter are its own: they are listed only when asked for.
    ({ viType }) => viType !== 'ESXi' || withNested,
    ...whenGiven(textOf(query, 'nameFilter'), (pattern) => {
      const matches = nameMatcher(pattern);
      return ({ name }: SimulatedServer) => matches(name);
    }),
    ...whenGiven(choicesOf(query, 'typeFilter', types), (wanted) => {
      return ({ type }: SimulatedServer) => wanted.has(type);
    }),
    ...whenGiven(choiceOf(query, 'viTypeFilter', viTypes), (wanted) => {
      return ({ viType }: SimulatedServer) => viType === wanted;
    }),
    ...whenGiven(choiceOf(query, 'serverStateFilter', serverStates), (wanted) => {
      return (server: SimulatedServer) => wanted === 'Any' || statusOf(server) === wanted;
    }),
    ...whenGiven(choicesOf(query, 'updatesStateFilter', updateStates), (wanted) => {
      return ({ isOutOfDate }: SimulatedServer) =>
        wanted.has(isOutOfDate ? 'OutOfDate' : 'NotAvailable');
    }),
  ];
}

function statusOf({ isAvailable }: SimulatedServer): 'Available' | 'Unavailable' {
  return isAvailable ? 'Available' : 'Unavailable';
}

function serverRow(server: SimulatedServer) {
  const { id, name, description, type, viType, isOutOfDate } = server;
  const base = { id, name, description, type, status: statusOf(server) };
  if (viType !== null) return { ...base, viHostType: viType, port: 443 };
  return type === 'WindowsHost' || type === 'LinuxHost'
    ? { ...base, updatesState: isOutOfDate ? 'OutOfDate' : 'NotAvailable' }
    : base;
}
