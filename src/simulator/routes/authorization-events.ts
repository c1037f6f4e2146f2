import {
  type AuthorizationEvent,
  authorizationEvents,
} from '../estate/server/authorization-events.ts';
import type { Answer } from '../server/answer.ts';
import { pageOf } from '../server/page.ts';
import { choiceOf, choicesOf, flagOf, instantOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { type RowTest, whenGiven } from '../server/row-test.ts';
import { inOrder } from './order.ts';
import type { Route } from './route.ts';

export const authorizationEventRoutes: readonly Route[] = [
  { pattern: '/api/v1/authorization/events', source: 'authorization-events', answer: list },
];

const states = ['Pending', 'Approved', 'Rejected', 'Expired', 'Info'];
const orderKeys = {
  Name: ({ name }: AuthorizationEvent) => name,
  State: ({ state }: AuthorizationEvent) => state,
  CreationTime: ({ createdMs }: AuthorizationEvent) => createdMs,
  ProcessedTime: ({ processedMs }: AuthorizationEvent) => processedMs ?? 0,
  ExpirationTime: ({ expiresMs }: AuthorizationEvent) => expiresMs ?? 0,
  Description: ({ name }: AuthorizationEvent) => name,
  InitiatedBy: ({ createdBy }: AuthorizationEvent) => createdBy,
  ProcessedBy: ({ processedBy }: AuthorizationEvent) => processedBy ?? '',
};
const orderColumns = [
  'Name',
  'State',
  'CreationTime',
  'ProcessedTime',
  'ExpirationTime',
  'Description',
  'InitiatedBy',
  'ProcessedBy',
] as const;

function list(context: RequestContext): Answer {
  const { estate, query, revision } = context;
  const words = revision === '1.3-rev2' ? [...states, 'CockpitMessage'] : states;
  const wanted = choicesOf(query, 'stateFilter', words);
  const column = choiceOf(query, 'orderColumn', orderColumns);
  const tests = [...timeTests(context), ...textTests(context)];
  const rows = authorizationEvents(estate).filter(
    (event) => (wanted?.has(event.state) ?? true) && tests.every((test) => test(event)),
  );
  const isAscending = flagOf(query, 'orderAsc') ?? column !== null;
  const ordered = inOrder(rows, orderKeys[column ?? 'CreationTime'], isAscending);
  return pageOf(context, ordered, (event) => eventRow(context, event));
}

// What has no such time lies neither after nor before any.
function timeTests({ estate, query }: RequestContext): RowTest<AuthorizationEvent>[] {
  const between = (
    after: string,
    before: string,
    instant: (event: AuthorizationEvent) => number | null,
  ) => [
    ...whenGiven(instantOf(query, after, estate.clock), (limit) => {
      return (event: AuthorizationEvent) => (instant(event) ?? Number.NaN) >= limit;
    }),
    ...whenGiven(instantOf(query, before, estate.clock), (limit) => {
      return (event: AuthorizationEvent) => (instant(event) ?? Number.NaN) <= limit;
    }),
  ];
  return [
    ...between('createdAfterFilter', 'createdBeforeFilter', ({ createdMs }) => createdMs),
    ...between('processedAfterFilter', 'processedBeforeFilter', ({ processedMs }) => processedMs),
    ...between('expireAfterFilter', 'expireBeforeFilter', ({ expiresMs }) => expiresMs),
  ];
}

function textTests({ query }: RequestContext): RowTest<AuthorizationEvent>[] {
  const like = (name: string, text: (event: AuthorizationEvent) => string) =>
    whenGiven(textOf(query, name), (pattern) => {
      const matches = nameMatcher(pattern);
      return (event: AuthorizationEvent) => matches(text(event));
    });
  return [
    ...like('nameFilter', ({ name }) => name),
    ...like('createdByFilter', ({ createdBy }) => createdBy),
    ...like('processedByFilter', ({ processedBy }) => processedBy ?? ''),
  ];
}

function eventRow({ estate }: RequestContext, event: AuthorizationEvent) {
  const { clock } = estate;
  const { id, name, state, createdMs, createdBy, expiresMs, processedMs, processedBy } = event;
  return {
    id,
    name,
    state,
    creationTime: clock.withOffset(createdMs),
    createdBy,
    ...(expiresMs === null ? {} : { expirationTime: clock.withOffset(expiresMs) }),
    ...(processedBy === null ? {} : { processedBy }),
    ...(processedMs === null ? {} : { processedTime: clock.withOffset(processedMs) }),
  };
}
