import type { Revision } from '../../domain/vbr-server.ts';
import type { Estate } from '../estate/estate.ts';
import type { SimulatedRecord } from '../estate/log-records.ts';
import { sessionLog, taskLog } from '../estate/logs.ts';
import { isShownIn } from '../estate/names-by-revision.ts';
import { results } from '../estate/session-table.ts';
import { tasksOf } from '../estate/tasks.ts';
import type { VisibleRow } from './visible-rows.ts';

/** What a log says beside trouble that answers can rest on. */
const tellingStarts = [
  'Load:',
  'Primary bottleneck',
  'Resource not ready',
  'Queued for processing',
  'Waiting for',
  'Nothing to process',
];
const publication = /\b(?:mounted|published|publishing|powered on|powering on)\b/i;

/** The telling records of the logs of failed and warned sessions and tasks that are over; texts as VBR wrote them. */
export function* logRows(estate: Estate, build: Revision): Iterable<VisibleRow> {
  for (let session = estate.firstVisible; session < estate.visibleEnd; session += 1) {
    if (!isShownIn(estate, estate.sessions.source(session), build)) continue;
    yield* ownLog(estate, session);
    yield* logsOfTasks(estate, session);
  }
}

function* ownLog(estate: Estate, session: number): Iterable<VisibleRow> {
  const { sessions, identifiers, nowMs } = estate;
  if (sessions.endedMs(session) > nowMs || !isTroubled(sessions.result(session))) return;
  const sessionId = identifiers.of('session', session);
  yield* rowsOf(
    { ownerKind: 'session', ownerId: sessionId, sessionId },
    sessionLog(estate, session),
  );
}

function* logsOfTasks(estate: Estate, session: number): Iterable<VisibleRow> {
  const { identifiers, nowMs } = estate;
  const sessionId = identifiers.of('session', session);
  for (const task of tasksOf(estate, session)) {
    if (task.endedMs > nowMs || !isTroubled(task.result)) continue;
    const owner = { ownerKind: 'task', ownerId: identifiers.of('task', task.number), sessionId };
    yield* rowsOf(owner, taskLog(estate, task));
  }
}

function* rowsOf(
  owner: Readonly<Record<'ownerKind' | 'ownerId' | 'sessionId', string>>,
  records: readonly SimulatedRecord[],
): Iterable<VisibleRow> {
  for (const [place, record] of records.entries()) {
    if (!isTelling(record)) continue;
    const { status, title, description, atMs, untilMs = atMs } = record;
    yield {
      ...owner,
      recordId: place + 1,
      status,
      title,
      description,
      startedAt: new Date(atMs).toISOString(),
      updatedAt: new Date(untilMs).toISOString(),
    };
  }
}

function isTroubled(result: number): boolean {
  return result === results.failed || result === results.warning;
}

function isTelling({ status, title }: SimulatedRecord): boolean {
  if (status === 'Failed' || status === 'Warning') return true;
  return tellingStarts.some((start) => title.startsWith(start)) || publication.test(title);
}
