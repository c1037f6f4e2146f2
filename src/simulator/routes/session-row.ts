import type { Estate } from '../estate/estate.ts';
import { zeroId } from '../estate/identifiers.ts';
import { itemAt } from '../estate/item-at.ts';
import { sessionTypeIn } from '../estate/names-by-revision.ts';
import { affectedPlaces, causeOfSession, textFor } from '../estate/session-cause.ts';
import { results, resultWords, type SessionRow } from '../estate/session-table.ts';
import { sideKindOf } from '../estate/side-sessions.ts';
import { transferOf } from '../estate/transfer.ts';
import type { RequestContext } from '../server/request-context.ts';

type RowContext = Pick<RequestContext, 'estate' | 'revision'>;

/** A session as the revision shows it. */
export function sessionRow({ estate, revision }: RowContext, index: number) {
  const row = estate.sessions.row(index);
  const isRunning = row.endedMs > estate.nowMs;
  const isSide = row.source < 0;
  return {
    sessionType: sessionTypeIn(estate, row.source, revision),
    state: isRunning ? 'Working' : 'Stopped',
    id: estate.identifiers.of('session', index),
    name: nameOf(estate, row),
    jobId: jobIdOf(estate, row),
    creationTime: estate.clock.withOffset(row.createdMs),
    ...endOf(estate, row, index),
    progressPercent: progressOf(estate, row),
    result: isRunning && index % 2 === 0 ? null : resultOf(estate, row, index),
    usn: 1_000_000 + index * 7,
    platformName: isSide ? 'VMware' : itemAt(estate.jobs, row.source).kind.platformName,
    platformId: zeroId,
    initiatedBy: isSide ? '.\\veeam-rest-service' : 'Veeam Backup Service',
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
  if (row.source < 0) {
    const { kind, maker } = sideKindOf(row.source);
    const owner = estate.storage.scaleOuts[maker]?.name;
    return kind.name === 'Offload' ? `${owner ?? 'Scale-Out Repository'} Offload` : kind.name;
  }
  const job = itemAt(estate.jobs, row.source);
  if (!job.kind.hasNameSuffix) return job.name;
  if (row.attempt > 0) return `${job.name} (Retry ${row.attempt})`;
  return `${job.name} (${isFull(estate, row) ? 'Full' : 'Incremental'})`;
}

function isCanceled({ nowMs }: Estate, { isCanceled: wasCanceled, endedMs }: SessionRow): boolean {
  return wasCanceled && endedMs <= nowMs;
}

function isFull({ clock, jobs }: Estate, { source, createdMs }: SessionRow): boolean {
  return clock.weekday(createdMs) === itemAt(jobs, source).fullWeekday;
}

function jobIdOf({ identifiers, jobs }: Estate, { source }: SessionRow): string {
  return source < 0 ? identifiers.of('other', 100 - source) : itemAt(jobs, source).id;
}

// While a session runs VBR leaves its end out or gives null: both occur here.
function endOf({ clock, nowMs }: Estate, { endedMs }: SessionRow, index: number) {
  if (endedMs <= nowMs) return { endTime: clock.withOffset(endedMs) };
  return index % 2 === 0 ? { endTime: null } : {};
}

function progressOf({ nowMs }: Estate, { createdMs, endedMs }: SessionRow): number {
  if (endedMs <= nowMs) return 100;
  return Number.isFinite(endedMs)
    ? Math.floor(((nowMs - createdMs) / (endedMs - createdMs)) * 100)
    : 0;
}

function messageOf(estate: Estate, row: SessionRow, index: number): string {
  if (row.isCanceled) return 'Canceled by user';
  const word = itemAt(resultWords, row.result);
  const cause = causeOfSession(estate, index);
  if (cause === null || index % 4 !== 0) return word;
  const job = itemAt(estate.jobs, row.source);
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

function transferIn(estate: Estate, row: SessionRow) {
  if (row.source < 0) return { algorithm: 'None', progress: null };
  const job = itemAt(estate.jobs, row.source);
  const share = progressOf(estate, row) / 100;
  const kept = row.result === results.failed ? share * 0.4 : share;
  const endMs = Math.min(row.endedMs, estate.nowMs);
  const { seed } = estate.options;
  return {
    algorithm: isFull(estate, row) ? 'Full' : 'Increment',
    progress: transferOf(job, seed, job.workloads.length, row.createdMs, endMs, kept),
  };
}
