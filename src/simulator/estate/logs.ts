import { chanceFrom, textHash, whole } from './chance.ts';
import type { Estate } from './estate.ts';
import { itemAt } from './item-at.ts';
import { jobAt } from './job.ts';
import { withNoise } from './log-noise.ts';
import {
  type Draft,
  ended,
  inTime,
  loadLines,
  nested,
  type SimulatedRecord,
  said,
  statusOf,
} from './log-records.ts';
import type { Operation } from './operations/operation.ts';
import { operationLog } from './operations/operation-log.ts';
import { operationOf } from './operations/operation-of.ts';
import { affectedPlaces, causeOfSession, textFor } from './session-cause.ts';
import { results } from './session-table.ts';
import { sideKindOf } from './side-sessions.ts';
import type { SimulatedTask } from './simulated-task.ts';
import { tasksOf } from './tasks.ts';
import { withWait } from './waits.ts';

/** A task's log, oldest first: the cause stands among records that say nothing. */
export function taskLog(estate: Estate, task: SimulatedTask): SimulatedRecord[] {
  const operation = operationOf(estate, estate.sessions.source(task.session));
  if (operation !== null) return operationRecords(estate, operation, task.endedMs);
  const chance = chanceFrom(estate.options.seed, textHash('task log'), task.number);
  const { inProse } = estate.clock;
  const before = [
    said(`Queued for processing at ${inProse(task.createdMs)}`),
    said('Required backup infrastructure resources have been assigned'),
    said(`${task.name} processing started at ${inProse(task.createdMs)}`),
    said(`Hard disk 1 (${whole(chance, 40, 900)} GB) ${whole(chance, 1, 90)}.4 GB read`),
  ];
  const job = itemAt(estate.jobs, task.job);
  const isRunning = task.endedMs > estate.nowMs;
  const after = [
    ...loadLines(job, task.createdMs, estate),
    ended('Processing finished', task, estate),
  ];
  const work = [...before, ...troubleOf(estate, task), ...(isRunning ? [] : after)];
  const drafts = task.isSkipped ? skippedLog(estate, task) : work;
  const timed = inTime(drafts, task.createdMs, task.endedMs, estate);
  return withWait(estate, job, task, timed);
}

/** A session's own log, oldest first; for jobs without tasks it is the one that carries the cause. */
export function sessionLog(estate: Estate, session: number): SimulatedRecord[] {
  const row = estate.sessions.row(session);
  const operation = operationOf(estate, row.source);
  if (operation !== null) return operationRecords(estate, operation, row.endedMs);
  const { inProse } = estate.clock;
  const endMs = Math.min(row.endedMs, row.createdMs + 86_400_000);
  const isRunning = row.endedMs > estate.nowMs;
  const start = said(`Job started at ${inProse(row.createdMs)}`);
  const close = isRunning ? [] : [ended('Job finished', { ...row, endedMs: endMs }, estate)];
  if (row.source < 0) {
    const side = said(`${sideKindOf(row.source).kind.name} is under way`);
    return inTime([start, side, ...close], row.createdMs, endMs, estate);
  }
  const records = [
    start,
    said('Building the list of machines to process'),
    ...workloadRecords(estate, session),
    ...(isRunning ? [] : loadLines(itemAt(estate.jobs, row.source), row.createdMs, estate)),
    ...close,
  ];
  return inTime(records, row.createdMs, endMs, estate);
}

function operationRecords(estate: Estate, operation: Operation, untilMs: number) {
  return operationLog(estate, operation)
    .filter(({ atMs }) => atMs <= untilMs)
    .map((record) => ({ ...record, description: '' }));
}

function workloadRecords(estate: Estate, session: number): Draft[] {
  const { source, run } = estate.sessions.row(session);
  const job = jobAt(itemAt(estate.jobs, source), estate.sessions.createdMs(session));
  if (job.kind.hasTasks) {
    return tasksOf(estate, session).map(({ name, result, endedMs }) => ({
      status: endedMs > estate.nowMs ? 'None' : statusOf(result),
      title: `Processing ${name}`,
      description: '',
    }));
  }
  const cause = causeOfSession(estate, session);
  if (cause === null) return [said(`Processing ${job.workloads.length} machines`)];
  const status = statusOf(estate.sessions.result(session));
  return affectedPlaces(estate, run).map((place) => {
    const workload = itemAt(job.workloads, place);
    return nested(status, textFor(estate, cause, run, workload), place + session);
  });
}

function skippedLog(estate: Estate, task: SimulatedTask): Draft[] {
  const { inProse } = estate.clock;
  const nothing = said(`Nothing to process. ${task.name} was left out of the task list`);
  const queued = said(`Queued for processing at ${inProse(task.createdMs)}`);
  return task.endedMs > estate.nowMs
    ? [queued]
    : [queued, nothing, ended('Processing finished', task, estate)];
}

function troubleOf(estate: Estate, task: SimulatedTask): Draft[] {
  if (task.result === results.success || task.endedMs > estate.nowMs) return [];
  if (task.isCanceled) {
    return [{ status: 'Failed', title: 'Stopped by an operator', description: '' }];
  }
  const cause = causeOfSession(estate, task.session);
  if (cause === null) return [];
  const text = textFor(estate, cause, estate.sessions.run(task.session), task.name);
  const record = nested(statusOf(task.result), text, task.number);
  return task.result === results.failed ? withNoise(record, task.number) : [record];
}
