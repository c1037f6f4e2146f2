import type { Estate } from '../estate/estate.ts';
import { zeroId } from '../estate/identifiers.ts';
import { itemAt } from '../estate/item-at.ts';
import { jobAt } from '../estate/job.ts';
import { sessionTypeIn } from '../estate/names-by-revision.ts';
import { machineOf, operationTrouble } from '../estate/operations/operation-log.ts';
import { operationOf } from '../estate/operations/operation-of.ts';
import { affectedPlaces, causeOfSession, textFor } from '../estate/session-cause.ts';
import { results, resultWords, type SessionRow } from '../estate/session-table.ts';
import { sideKindOf } from '../estate/side-sessions.ts';
import { transferOf } from '../estate/transfer.ts';
import { hourMs } from '../estate/zone-clock.ts';
import type { Faults } from '../server/faults.ts';
import type { RequestContext } from '../server/request-context.ts';

type RowContext = Pick<RequestContext, 'estate' | 'revision'> &
  Partial<Pick<RequestContext, 'faults'>>;

const zeroDate = '0001-01-01T00:00:00+00:00';

/** A session as the revision shows it. */
export function sessionRow({ estate, revision, faults = {} }: RowContext, index: number) {
  const row = estate.sessions.row(index);
  const isRunning = row.endedMs > estate.nowMs;
  return {
    sessionType: sessionTypeIn(estate, row.source, revision),
    state: isRunning ? 'Working' : 'Stopped',
    id: estate.identifiers.of('session', index),
    name: nameOf(estate, row),
    jobId: jobIdOf(estate, row),
    creationTime: creationOf(estate, row, faults, index),
    ...endOf(estate, row, faults, index),
    progressPercent: progressOf(estate, row),
    result: isRunning && index % 2 === 0 ? null : resultOf(estate, row, index),
    usn: 1_000_000 + index * 7,
    platformName: platformOf(estate, row),
    platformId: zeroId,
    initiatedBy: initiatorOf(estate, row),
    ...(revision === '1.3-rev0' ? {} : { relatedSessionId: null }),
    ...(revision === '1.3-rev2' ? newInRev2(estate, row, index) : {}),
  };
}

/** The result object; its message is often just the word. */
function resultOf(estate: Estate, row: SessionRow, index: number) {
  const isRunning = row.endedMs > estate.nowMs;
  const result = isRunning ? 'None' : itemAt(resultWords, row.result);
  return {
    result,
    message: isRunning ? '' : messageOf(estate, row, index),
    isCanceled: isCanceled(estate, row),
  };
}

/** The name VBR gives a session: the job's, for most kinds with what it did behind it. */
export function nameOf(estate: Estate, row: SessionRow): string {
  const operation = operationOf(estate, row.source);
  if (operation !== null) return operation.name;
  if (row.source < 0) {
    const { kind, maker } = sideKindOf(row.source);
    const owner = estate.storage.scaleOuts[maker]?.name;
    return kind.name === 'Offload' ? `${owner ?? 'Scale-Out Repository'} Offload` : kind.name;
  }
  const job = jobAt(itemAt(estate.jobs, row.source), row.createdMs);
  if (!job.kind.hasNameSuffix) return job.name;
  if (row.attempt > 0) return `${job.name} (Retry ${row.attempt})`;
  return `${job.name} (${isFull(estate, row) ? 'Full' : 'Incremental'})`;
}

// The platform of verification is called Test.
function platformOf(estate: Estate, { source }: SessionRow): string {
  if (source >= 0) return itemAt(estate.jobs, source).kind.platformName;
  const operation = operationOf(estate, source);
  if (operation === null) return 'VMware';
  if (operation.job < 0 || operation.kind.tasks === 'Antivirus') return 'Test';
  return itemAt(estate.jobs, operation.job).kind.platformName;
}

/** Who started it. */
export function initiatorOf(estate: Estate, { source }: SessionRow): string {
  if (source >= 0) return 'Veeam Backup Service';
  return operationOf(estate, source)?.initiatedBy ?? '.\\veeam-rest-service';
}

function isCanceled({ nowMs }: Estate, { isCanceled: wasCanceled, endedMs }: SessionRow): boolean {
  return wasCanceled && endedMs <= nowMs;
}

function isFull({ clock, jobs }: Estate, { source, createdMs }: SessionRow): boolean {
  return clock.weekday(createdMs) === itemAt(jobs, source).fullWeekday;
}

/** What the session carries as its job's id; for sessions of no job an id that names none. */
export function jobIdOf(estate: Estate, { source }: SessionRow): string {
  const { identifiers, jobs } = estate;
  const operation = operationOf(estate, source);
  if (operation !== null) return operation.ownerId;
  return source < 0 ? identifiers.of('other', 100 - source) : itemAt(jobs, source).id;
}

// While a session runs VBR leaves its end out or gives null: both occur here.
function endOf({ clock, nowMs }: Estate, { endedMs }: SessionRow, faults: Faults, index: number) {
  if (endedMs <= nowMs) return { endTime: clock.withOffset(endedMs) };
  if (faults.zeroDates === true) return { endTime: zeroDate };
  return index % 2 === 0 ? { endTime: null } : {};
}

function creationOf(
  { clock, nowMs, visibleEnd }: Estate,
  { createdMs }: SessionRow,
  { futureSessions = 0 }: Faults,
  index: number,
): string {
  const isAhead = index >= visibleEnd - futureSessions;
  return clock.withOffset(isAhead ? nowMs + 3 * hourMs : createdMs);
}

function progressOf({ nowMs }: Estate, { createdMs, endedMs }: SessionRow): number {
  if (endedMs <= nowMs) return 100;
  return Number.isFinite(endedMs)
    ? Math.floor(((nowMs - createdMs) / (endedMs - createdMs)) * 100)
    : 0;
}

/** The message of a session that is over: often just the word. */
export function messageOf(estate: Estate, row: SessionRow, index: number): string {
  if (row.isCanceled) return 'Canceled by user';
  const word = itemAt(resultWords, row.result);
  const operation = operationOf(estate, row.source);
  if (operation !== null) {
    const trouble = operationTrouble(operation, machineOf(estate, operation));
    return index % 4 === 0 ? word : (trouble ?? word);
  }
  const cause = causeOfSession(estate, index);
  if (cause === null || index % 4 !== 0) return word;
  const job = jobAt(itemAt(estate.jobs, row.source), row.createdMs);
  const [first] = affectedPlaces(estate, row.run);
  const workload = itemAt(job.workloads, first ?? 0);
  return `Processing ${workload} ${textFor(estate, cause, row.run, workload).split('\n')[0] ?? ''}`;
}

function newInRev2(estate: Estate, row: SessionRow, index: number) {
  const original = row.run < 0 ? index : estate.runs.firstSession(row.run);
  return {
    originalSessionId: estate.identifiers.of('session', original),
    ...(row.attempt === 0
      ? {}
      : { retryInfo: { isRecheckRetry: false, retryNumber: row.attempt } }),
    ...transferIn(estate, row),
  };
}

/** What the newest revision tells of a session’s transfer. */
export function transferIn(estate: Estate, row: SessionRow) {
  if (row.source < 0) return { algorithm: 'None', progress: null };
  const job = jobAt(itemAt(estate.jobs, row.source), row.createdMs);
  const share = progressOf(estate, row) / 100;
  const kept = row.result === results.failed ? share * 0.4 : share;
  const endMs = Math.min(row.endedMs, estate.nowMs);
  const { seed } = estate.options;
  return {
    algorithm: isFull(estate, row) ? 'Full' : 'Increment',
    progress: transferOf(job, seed, job.workloads.length, row.createdMs, endMs, kept),
  };
}
