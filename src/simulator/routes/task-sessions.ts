import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { isShownIn, sessionTypeIn } from '../estate/names-by-revision.ts';
import { operationOf } from '../estate/operations/operation-of.ts';
import { results, resultWords } from '../estate/session-table.ts';
import type { SimulatedTask } from '../estate/simulated-task.ts';
import { taskAt, tasksOf } from '../estate/tasks.ts';
import { type Answer, errorAnswer, jsonAnswer, notFound } from '../server/answer.ts';
import { pageAnswer } from '../server/page.ts';
import { choiceOf, flagOf, instantOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { type RowTest, whenGiven } from '../server/row-test.ts';
import { vocabularyOf } from '../server/vocabulary.ts';
import { inOrder } from './order.ts';
import type { Route } from './route.ts';
import { seenBy, sessionIndex } from './sessions.ts';
import { taskRow } from './task-row.ts';

export const taskSessionRoutes: readonly Route[] = [
  { pattern: '/api/v1/taskSessions', source: 'task-sessions', answer: list },
  { pattern: '/api/v1/taskSessions/{id}', source: 'task-sessions', answer: one },
  { pattern: '/api/v1/sessions/{id}/taskSessions', source: 'task-sessions', answer: ofSession },
];

const orderColumns = [
  'Name',
  'Type',
  'SessionType',
  'CreationTime',
  'EndTime',
  'State',
  'Result',
  'ScanState',
  'ScanResult',
] as const;

const scanResults = ['None', 'Clean', 'Infected', 'Failed', 'Canceled', 'Inconclusive'];
const scanStates = ['NotStarted', 'InProgress', 'Finished'];
const taskTypes = ['Backup', 'Restore', 'Antivirus', 'Replica'] as const;

function list(context: RequestContext): Answer {
  const { estate, query } = context;
  const found = context.matches.get(`tasks ${seenBy(context)}`, query, estate.version, () =>
    matching(context),
  );
  return pageAnswer(context, found.length, (place) => rowAt(context, itemAt(found, place)));
}

function one(context: RequestContext, id: string): Answer {
  const number = context.estate.identifiers.indexOf('task', id);
  const row = number === null ? null : rowAt(context, number);
  return row === null ? notFound('Task session', id) : jsonAnswer(row);
}

function ofSession(context: RequestContext, id: string): Answer {
  const index = sessionIndex(context, id);
  if (index === null) return notFound('Session', id);
  if (context.faults.agentTasksFail === true && isOfAgents(context.estate, index)) {
    return errorAnswer(500, 'UnknownError', 'The tasks of this session cannot be shown.');
  }
  const tasks = tasksOf(context.estate, index);
  if (context.revision !== '1.3-rev0') {
    const kept = tasks.filter(filterOf(context));
    return pageAnswer(context, kept.length, (place) => taskRow(context, itemAt(kept, place)));
  }
  // The oldest revision knows neither filters nor pages here.
  const data = tasks.map((task) => taskRow(context, task));
  return jsonAnswer({ data, pagination: { total: data.length, count: data.length } });
}

function isOfAgents({ sessions, jobs }: Estate, session: number): boolean {
  const source = sessions.source(session);
  return source >= 0 && !itemAt(jobs, source).kind.hasTasks;
}

function rowAt(context: RequestContext, number: number) {
  const task = taskAt(context.estate, number);
  if (task === null) return null;
  const source = context.estate.sessions.source(task.session);
  return isShownIn(context.estate, source, context.revision) ? taskRow(context, task) : null;
}

function matching(context: RequestContext): Int32Array {
  const { estate, query } = context;
  const accepts = filterOf(context);
  const mayHave = sessionFilterOf(context);
  const found: SimulatedTask[] = [];
  for (let session = estate.firstVisible; session < estate.visibleEnd; session += 1) {
    if (!mayHave(session)) continue;
    for (const task of tasksOf(estate, session)) if (accepts(task)) found.push(task);
  }
  const column = choiceOf(query, 'orderColumn', orderColumns) ?? 'CreationTime';
  const isAscending = flagOf(query, 'orderAsc') ?? query.has('orderColumn');
  const rows = inOrder(found, orderKey(column), isAscending);
  return Int32Array.from(rows, ({ number }) => number);
}

/** Sessions that cannot hold a matching task are passed over without making their tasks. */
function sessionFilterOf({
  estate,
  query,
  revision,
}: RequestContext): (session: number) => boolean {
  const { sessions, clock, nowMs } = estate;
  const after = instantOf(query, 'createdAfterFilter', clock) ?? Number.NEGATIVE_INFINITY;
  const before = instantOf(query, 'createdBeforeFilter', clock) ?? Number.POSITIVE_INFINITY;
  const result = choiceOf(query, 'resultFilter', resultWords);
  const type = choiceOf(query, 'typeFilter', taskTypes);
  const wantsTrouble = result === 'Failed' || result === 'Warning';
  return (session) => {
    const source = sessions.source(session);
    if (sessions.createdMs(session) > before || !mayHold(estate, source, type)) return false;
    if (!isShownIn(estate, source, revision)) return false;
    const isOver = sessions.endedMs(session) <= nowMs;
    if (isOver && sessions.endedMs(session) < after) return false;
    return !wantsTrouble || sessions.result(session) !== results.success;
  };
}

/** Whether a session of this source can hold tasks of a type; of any type for null. */
function mayHold(estate: Estate, source: number, type: string | null): boolean {
  if (source >= 0) return type === null || type === 'Backup';
  const tasks = operationOf(estate, source)?.kind.tasks ?? null;
  return tasks !== null && (type === null || type === tasks);
}

function filterOf(context: RequestContext): RowTest<SimulatedTask> {
  const tests = [...timeTests(context), ...otherTests(context), ...scanTests(context)];
  return (task) => tests.every((test) => test(task));
}

function timeTests({ estate, query }: RequestContext): RowTest<SimulatedTask>[] {
  const { clock, nowMs } = estate;
  const endedAt = ({ endedMs }: SimulatedTask): number => (endedMs > nowMs ? Number.NaN : endedMs);
  return [
    ...whenGiven(instantOf(query, 'createdAfterFilter', clock), (limit) => {
      return (task: SimulatedTask) => task.createdMs >= limit;
    }),
    ...whenGiven(instantOf(query, 'createdBeforeFilter', clock), (limit) => {
      return (task: SimulatedTask) => task.createdMs <= limit;
    }),
    ...whenGiven(instantOf(query, 'endedAfterFilter', clock), (limit) => {
      return (task: SimulatedTask) => endedAt(task) >= limit;
    }),
    ...whenGiven(instantOf(query, 'endedBeforeFilter', clock), (limit) => {
      return (task: SimulatedTask) => endedAt(task) <= limit;
    }),
  ];
}

function otherTests({ estate, query, revision }: RequestContext): RowTest<SimulatedTask>[] {
  const { nowMs, sessions } = estate;
  const words = vocabularyOf(revision);
  const isOver = (task: SimulatedTask): boolean => task.endedMs <= nowMs;
  return [
    ...whenGiven(choiceOf(query, 'typeFilter', taskTypes), (type) => {
      return (task: SimulatedTask) => task.type === type;
    }),
    ...whenGiven(choiceOf(query, 'sessionTypeFilter', words.sessionTypes), (type) => {
      return (task: SimulatedTask) =>
        sessionTypeIn(estate, sessions.source(task.session), revision) === type;
    }),
    ...whenGiven(choiceOf(query, 'stateFilter', words.sessionStates), (state) => {
      return (task: SimulatedTask) =>
        task.scan === null && (isOver(task) ? 'Stopped' : 'Working') === state;
    }),
    ...whenGiven(choiceOf(query, 'resultFilter', resultWords), (result) => {
      return (task: SimulatedTask) =>
        task.scan === null && (isOver(task) ? itemAt(resultWords, task.result) : 'None') === result;
    }),
    ...whenGiven(textOf(query, 'sessionIdFilter'), (id) => {
      const session = sessionIndex({ estate, revision }, id);
      return (task: SimulatedTask) => task.session === session;
    }),
    ...whenGiven(textOf(query, 'nameFilter'), (pattern) => {
      const matches = nameMatcher(pattern);
      return (task: SimulatedTask) => matches(task.name);
    }),
  ];
}

// Only scans have these; what is still going has no result yet.
function scanTests({ estate, query }: RequestContext): RowTest<SimulatedTask>[] {
  const isOver = (task: SimulatedTask): boolean => task.endedMs <= estate.nowMs;
  return [
    ...whenGiven(choiceOf(query, 'scanTypeFilter', ['Antivirus', 'Yara']), (type) => {
      return (task: SimulatedTask) => task.scan?.type === type;
    }),
    ...whenGiven(choiceOf(query, 'scanResultFilter', scanResults), (result) => {
      return (task: SimulatedTask) =>
        task.scan !== null && (isOver(task) ? task.scan.result : 'None') === result;
    }),
    ...whenGiven(choiceOf(query, 'scanStateFilter', scanStates), (state) => {
      return (task: SimulatedTask) =>
        task.scan !== null && (isOver(task) ? 'Finished' : 'InProgress') === state;
    }),
  ];
}

function orderKey(column: (typeof orderColumns)[number]): (task: SimulatedTask) => string | number {
  if (column === 'Name') return (task) => task.name;
  if (column === 'EndTime') return (task) => task.endedMs;
  if (column === 'Result') return (task) => task.result;
  if (column === 'Type') return (task) => task.type;
  if (column === 'ScanResult') return (task) => task.scan?.result ?? '';
  return (task) => task.createdMs;
}
