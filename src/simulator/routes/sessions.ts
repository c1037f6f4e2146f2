import { appendRuns } from '../estate/advance.ts';
import { itemAt } from '../estate/item-at.ts';
import { isShownIn, sessionTypeIn } from '../estate/names-by-revision.ts';
import { resultWords } from '../estate/session-table.ts';
import { type Answer, jsonAnswer, notFound } from '../server/answer.ts';
import { pageAnswer } from '../server/page.ts';
import {
  choiceOf,
  choicesOf,
  flagOf,
  instantOf,
  nameMatcher,
  textOf,
  wholeOf,
} from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { type RowTest, whenGiven } from '../server/row-test.ts';
import { vocabularyOf } from '../server/vocabulary.ts';
import { inOrder } from './order.ts';
import type { Route } from './route.ts';
import { jobIdOf, nameOf, sessionRow } from './session-row.ts';

export const sessionRoutes: readonly Route[] = [
  { pattern: '/api/v1/sessions', source: 'sessions', answer: list },
  { pattern: '/api/v1/sessions/{id}', source: 'sessions', answer: one },
];

const analyzerType = 'SecurityComplianceAnalyzer';
const orderColumns = [
  'Name',
  'SessionType',
  'CreationTime',
  'EndTime',
  'State',
  'Result',
  'InitiatedBy',
] as const;

function list(context: RequestContext): Answer {
  const { estate, query } = context;
  if (wholeOf(query, 'skip', 0, 0) > 0) shiftRows(context);
  const found = context.matches.get(`sessions ${seenBy(context)}`, query, estate.version, () =>
    matching(context),
  );
  return pageAnswer(context, found.length, (place) => sessionRow(context, itemAt(found, place)));
}

function one(context: RequestContext, id: string): Answer {
  const index = sessionIndex(context, id);
  return index === null ? notFound('Session', id) : jsonAnswer(sessionRow(context, index));
}

/** What a remembered list depends on beside its query. */
export function seenBy({ revision, estate, faults }: RequestContext): string {
  const { visibleEnd, clock } = estate;
  return [revision, visibleEnd, clock.skewMs, faults.analyzerNeverRan].join(' ');
}

/** The session an id names, as far as the revision shows it; null for any other. */
export function sessionIndex(
  { estate, revision }: Pick<RequestContext, 'estate' | 'revision'>,
  id: string,
): number | null {
  const { identifiers, firstVisible, visibleEnd, sessions } = estate;
  const index = identifiers.indexOf('session', id);
  if (index === null || index < firstVisible || index >= visibleEnd) return null;
  return isShownIn(estate, sessions.source(index), revision) ? index : null;
}

// A real list moves while it is read: retention takes the oldest rows, new sessions begin.
function shiftRows({ estate, faults }: RequestContext): void {
  const removed = faults.rowsRemovedBetweenPages ?? 0;
  if (removed > 0) {
    estate.firstVisible = Math.min(estate.visibleEnd, estate.firstVisible + removed);
    estate.version += 1;
  }
  const inserted = faults.rowsInsertedBetweenPages ?? 0;
  if (inserted > 0) appendRuns(estate, { sessions: inserted, failedShare: 0, warnedShare: 0 });
}

function matching(context: RequestContext): Int32Array {
  const { estate, query } = context;
  const accepts = filterOf(context);
  const found: number[] = [];
  for (let index = estate.firstVisible; index < estate.visibleEnd; index += 1) {
    if (accepts(index)) found.push(index);
  }
  const column = choiceOf(query, 'orderColumn', orderColumns);
  // Without an order the newest come first.
  const isAscending = flagOf(query, 'orderAsc') ?? column !== null;
  return Int32Array.from(ordered(context, found, column ?? 'CreationTime', isAscending));
}

function filterOf(context: RequestContext): (index: number) => boolean {
  const { estate, revision } = context;
  const neverRan = context.faults.analyzerNeverRan === true;
  const isShown = (index: number) => {
    const source = estate.sessions.source(index);
    if (neverRan && sessionTypeIn(estate, source, revision) === analyzerType) return false;
    return isShownIn(estate, source, revision);
  };
  const tests = [isShown, ...timeTests(context), ...otherTests(context)];
  return (index) => tests.every((test) => test(index));
}

function timeTests({ estate, query }: RequestContext): RowTest<number>[] {
  const { createdMs, endedMs } = estate.sessions;
  const { clock, nowMs } = estate;
  // A session that still runs has not ended at any time.
  const endedAt = (index: number): number => (endedMs(index) > nowMs ? Number.NaN : endedMs(index));
  return [
    ...whenGiven(instantOf(query, 'createdAfterFilter', clock), (limit) => {
      return (index: number) => createdMs(index) >= limit;
    }),
    ...whenGiven(instantOf(query, 'createdBeforeFilter', clock), (limit) => {
      return (index: number) => createdMs(index) <= limit;
    }),
    ...whenGiven(instantOf(query, 'endedAfterFilter', clock), (limit) => {
      return (index: number) => endedAt(index) >= limit;
    }),
    ...whenGiven(instantOf(query, 'endedBeforeFilter', clock), (limit) => {
      return (index: number) => endedAt(index) <= limit;
    }),
  ];
}

function otherTests({ estate, query, revision }: RequestContext): RowTest<number>[] {
  const { sessions, nowMs, identifiers } = estate;
  const words = vocabularyOf(revision);
  const isRunning = (index: number): boolean => sessions.endedMs(index) > nowMs;
  const resultAt = (index: number) =>
    isRunning(index) ? 'None' : itemAt(resultWords, sessions.result(index));
  return [
    ...whenGiven(choicesOf(query, 'typeFilter', words.sessionTypes), (types) => {
      return (index: number) => types.has(sessionTypeIn(estate, sessions.source(index), revision));
    }),
    ...whenGiven(choiceOf(query, 'stateFilter', words.sessionStates), (state) => {
      return (index: number) => (isRunning(index) ? 'Working' : 'Stopped') === state;
    }),
    ...whenGiven(choicesOf(query, 'resultFilter', resultWords), (wanted) => {
      return (index: number) => wanted.has(resultAt(index));
    }),
    ...whenGiven(textOf(query, 'jobIdFilter'), (id) => {
      const job = identifiers.indexOf('job', id);
      if (job !== null) return (index: number) => sessions.source(index) === job;
      return (index: number) => jobIdOf(estate, sessions.row(index)) === id.toLowerCase();
    }),
    ...whenGiven(textOf(query, 'nameFilter'), (pattern) => {
      const matches = nameMatcher(pattern);
      return (index: number) => matches(nameOf(estate, sessions.row(index)));
    }),
  ];
}

function ordered(
  { estate, revision }: RequestContext,
  found: number[],
  column: (typeof orderColumns)[number],
  isAscending: boolean,
): number[] {
  if (column === 'CreationTime' || column === 'InitiatedBy') {
    return isAscending ? found : found.reverse();
  }
  const { sessions, nowMs } = estate;
  const keys = {
    Name: (index: number) => nameOf(estate, sessions.row(index)),
    SessionType: (index: number) => sessionTypeIn(estate, sessions.source(index), revision),
    EndTime: (index: number) => sessions.endedMs(index),
    State: (index: number) => sessions.endedMs(index) > nowMs,
    Result: (index: number) => sessions.result(index),
  };
  return inOrder(found, keys[column], isAscending);
}
