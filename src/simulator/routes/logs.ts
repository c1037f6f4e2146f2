import type { RecordStatus, SimulatedRecord } from '../estate/log-records.ts';
import { sessionLog, taskLog } from '../estate/logs.ts';
import { taskAt } from '../estate/tasks.ts';
import { type Answer, jsonAnswer, notFound } from '../server/answer.ts';
import { choiceOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import type { Route } from './route.ts';
import { sessionIndex } from './sessions.ts';

export const logRoutes: readonly Route[] = [
  { pattern: '/api/v1/sessions/{id}/logs', source: 'logs', answer: ofSession },
  { pattern: '/api/v1/taskSessions/{id}/logs', source: 'task-logs', answer: ofTask },
];

const statuses: readonly RecordStatus[] = ['None', 'Succeeded', 'Warning', 'Failed'];

function ofSession(context: RequestContext, id: string): Answer {
  const index = sessionIndex(context, id);
  if (index === null) return notFound('Session', id);
  return logAnswer(context, sessionLog(context.estate, index));
}

function ofTask(context: RequestContext, id: string): Answer {
  const number = context.estate.identifiers.indexOf('task', id);
  const task = number === null ? null : taskAt(context.estate, number);
  return task === null
    ? notFound('Task session', id)
    : logAnswer(context, taskLog(context.estate, task));
}

// Newest first, whole, without pages.
function logAnswer(context: RequestContext, records: readonly SimulatedRecord[]): Answer {
  const status = choiceOf(context.query, 'statusFilter', statuses);
  const rows = records
    .map((record, place) => recordRow(context, record, place + 1))
    .filter((row) => (status ?? row.status) === row.status)
    .reverse();
  return jsonAnswer({ totalRecords: rows.length, records: rows });
}

function recordRow(
  { estate, revision }: RequestContext,
  { status, atMs, untilMs = atMs, title, description }: SimulatedRecord,
  id: number,
) {
  const detail = revision === '1.3-rev2' ? [{ field: 'recordNumber', data: String(id) }] : '';
  return {
    status,
    id,
    startTime: estate.clock.withOffset(atMs),
    updateTime: estate.clock.withOffset(untilMs),
    title,
    description,
    additionalInfo: detail,
  };
}
