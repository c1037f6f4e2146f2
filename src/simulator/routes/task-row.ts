import type { Estate } from '../estate/estate.ts';
import { zeroId } from '../estate/identifiers.ts';
import { itemAt } from '../estate/item-at.ts';
import { sessionTypeIn } from '../estate/names-by-revision.ts';
import { causeOfSession, textFor } from '../estate/session-cause.ts';
import { results, resultWords } from '../estate/session-table.ts';
import type { SimulatedTask } from '../estate/tasks.ts';
import { transferOf } from '../estate/transfer.ts';
import type { RequestContext } from '../server/request-context.ts';

/** A task session as the revision shows it; its times carry no offset. */
export function taskRow({ estate, revision }: RequestContext, task: SimulatedTask) {
  const job = itemAt(estate.jobs, task.job);
  const { clock, identifiers, nowMs, options } = estate;
  const isOver = task.endedMs <= nowMs;
  const endMs = Math.min(task.endedMs, nowMs);
  const hasPoint = isOver && task.result !== results.failed;
  const point = identifiers.of('other', 1_000_000 + task.number);
  return {
    algorithm: clock.weekday(task.createdMs) === job.fullWeekday ? 'Full' : 'Increment',
    state: isOver ? 'Stopped' : 'Working',
    name: task.name,
    restorePointId: hasPoint ? point : null,
    restorePointReference: hasPoint ? `/api/v1/restorePoints/${point}` : null,
    repositoryId: job.targetId,
    usn: 2_000_000 + task.number,
    result: resultOf(estate, task, isOver),
    progress: transferOf(job, options.seed, 1, task.createdMs, endMs, hasPoint ? 1 : 0.3),
    type: 'Backup',
    sessionType: sessionTypeIn(estate, task.job, revision),
    id: identifiers.of('task', task.number),
    sessionId: identifiers.of('session', task.session),
    creationTime: clock.withoutOffset(task.createdMs),
    ...(isOver ? { endTime: clock.withoutOffset(task.endedMs) } : {}),
    ...(revision === '1.3-rev2' ? { platformType: job.kind.platformName, platformId: zeroId } : {}),
  };
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
