import { placeOfNumber } from '../estate/backups/place-of-number.ts';
import type { Estate } from '../estate/estate.ts';
import { zeroId } from '../estate/identifiers.ts';
import { itemAt } from '../estate/item-at.ts';
import { jobAt } from '../estate/job.ts';
import { sessionTypeIn } from '../estate/names-by-revision.ts';
import { restorePointIdFor } from '../estate/points-of-workload.ts';
import { causeOfSession, textFor } from '../estate/session-cause.ts';
import { results, resultWords } from '../estate/session-table.ts';
import type { SimulatedTask } from '../estate/simulated-task.ts';
import { transferOf } from '../estate/transfer.ts';
import type { RequestContext } from '../server/request-context.ts';

/** What a restore's task shows beside its times. */
export function restoreFacts({ nowMs }: Estate, task: SimulatedTask) {
  const isOver = task.endedMs <= nowMs;
  const word = isOver ? itemAt(resultWords, task.result) : 'None';
  return {
    state: isOver ? 'Stopped' : 'Working',
    result: { result: word, message: isOver ? word : '', isCanceled: isOver && task.isCanceled },
  };
}

/** What a scan's task shows beside its times. */
export function scanFacts(
  estate: Estate,
  task: SimulatedTask,
  scan: NonNullable<SimulatedTask['scan']>,
) {
  const isOver = task.endedMs <= estate.nowMs;
  return {
    pointId: restorePointIdFor(estate, task.job, task.place, task.createdMs),
    result: isOver ? scan.result : 'None',
    state: isOver ? 'Finished' : 'InProgress',
  };
}

/** What a backup's task shows beside its times. */
export function taskFacts(estate: Estate, task: SimulatedTask) {
  const job = jobAt(itemAt(estate.jobs, task.job), task.createdMs);
  const { clock, identifiers, nowMs, options } = estate;
  const isOver = task.endedMs <= nowMs;
  const endMs = Math.min(task.endedMs, nowMs);
  const isGood = isOver && task.result !== results.failed && !task.isSkipped;
  const hasPoint = isGood && placeOfNumber(estate, task.number) !== null;
  const share = shareDone(task, isGood);
  return {
    algorithm: clock.weekday(task.createdMs) === job.fullWeekday ? 'Full' : 'Increment',
    state: isOver ? 'Stopped' : 'Working',
    pointId: hasPoint ? identifiers.of('restore-point', task.number) : null,
    repositoryId: job.targetId,
    result: resultOf(estate, task, isOver),
    transfer: transferOf(job, options.seed, 1, task.createdMs, endMs, share),
  };
}

type RowContext = Pick<RequestContext, 'estate' | 'revision'>;

/** A task session as the revision shows it; its times carry no offset. */
export function taskRow(context: RowContext, task: SimulatedTask) {
  if (task.type === 'Restore') return restoreTaskRow(context, task);
  if (task.scan !== null) return antivirusTaskRow(context, task, task.scan);
  return backupTaskRow(context, task);
}

/** What tasks of all types show. */
function baseRow({ estate, revision }: RowContext, task: SimulatedTask) {
  const { clock, identifiers, nowMs } = estate;
  return {
    type: task.type,
    sessionType: sessionTypeIn(estate, estate.sessions.source(task.session), revision),
    id: identifiers.of('task', task.number),
    sessionId: identifiers.of('session', task.session),
    creationTime: clock.withoutOffset(task.createdMs),
    ...(task.endedMs <= nowMs ? { endTime: clock.withoutOffset(task.endedMs) } : {}),
    name: task.name,
  };
}

// A restore tells neither its point nor its target nor its size.
function restoreTaskRow(context: RowContext, task: SimulatedTask) {
  const { state, result } = restoreFacts(context.estate, task);
  return { ...baseRow(context, task), usn: 2_000_000 + task.number, state, result };
}

function antivirusTaskRow(
  context: RowContext,
  task: SimulatedTask,
  scan: NonNullable<SimulatedTask['scan']>,
) {
  const { pointId, result, state } = scanFacts(context.estate, task, scan);
  return {
    ...baseRow(context, task),
    ...(pointId === null
      ? {}
      : { restorePointId: pointId, restorePointReference: `/api/v1/restorePoints/${pointId}` }),
    scanType: scan.type,
    scanResult: result,
    scanState: state,
    ...(scan.antivirusName === null ? {} : { antivirusName: scan.antivirusName }),
  };
}

function backupTaskRow(context: RowContext, task: SimulatedTask) {
  const { estate, revision } = context;
  const { algorithm, state, pointId, repositoryId, result, transfer } = taskFacts(estate, task);
  const { platformName } = itemAt(estate.jobs, task.job).kind;
  return {
    algorithm,
    state,
    ...baseRow(context, task),
    restorePointId: pointId,
    restorePointReference: pointId === null ? null : `/api/v1/restorePoints/${pointId}`,
    repositoryId,
    usn: 2_000_000 + task.number,
    result,
    progress: transfer,
    ...(revision === '1.3-rev2' ? { platformType: platformName, platformId: zeroId } : {}),
  };
}

function shareDone({ isSkipped }: SimulatedTask, hasPoint: boolean): number {
  if (isSkipped) return 0;
  return hasPoint ? 1 : 0.3;
}

function resultOf(estate: Estate, task: SimulatedTask, isOver: boolean) {
  if (!isOver) return { result: 'None', message: '', isCanceled: false };
  return {
    result: itemAt(resultWords, task.result),
    message: messageOf(estate, task),
    isCanceled: task.isCanceled,
  };
}

// The outermost line at best: the root stands in the log alone.
function messageOf(estate: Estate, task: SimulatedTask): string {
  const word = itemAt(resultWords, task.result);
  if (task.isCanceled) return 'Canceled by user';
  if (task.result === results.success || task.number % 3 === 0) return word;
  const cause = causeOfSession(estate, task.session);
  if (cause === null) return word;
  const run = estate.sessions.run(task.session);
  return textFor(estate, cause, run, task.name).split('\n')[0] ?? word;
}
