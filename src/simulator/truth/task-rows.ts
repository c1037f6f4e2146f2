import type { Revision } from '../../domain/vbr-server.ts';
import type { Estate } from '../estate/estate.ts';
import { isShownIn, sessionTypeIn } from '../estate/names-by-revision.ts';
import type { SimulatedTask } from '../estate/simulated-task.ts';
import { tasksOf } from '../estate/tasks.ts';
import { restoreFacts, scanFacts, taskFacts } from '../routes/task-row.ts';
import { toldInstantMs } from './told-instant.ts';
import type { VisibleRow } from './visible-rows.ts';

/** Every visible task of every visible session, as generated. */
export function* taskRows(estate: Estate, build: Revision): Iterable<VisibleRow> {
  for (let session = estate.firstVisible; session < estate.visibleEnd; session += 1) {
    if (!isShownIn(estate, estate.sessions.source(session), build)) continue;
    for (const task of tasksOf(estate, session)) yield rowOf(estate, build, task);
  }
}

function rowOf(estate: Estate, build: Revision, task: SimulatedTask): VisibleRow {
  const { identifiers, nowMs, clock, sessions } = estate;
  const createdMs = toldInstantMs(clock, task.createdMs);
  const endedMs = toldInstantMs(clock, task.endedMs);
  // A task over the repeated hour seems to end before it began: such an end is none.
  const hasEnd = task.endedMs <= nowMs && endedMs >= createdMs;
  return {
    id: identifiers.of('task', task.number),
    sessionId: identifiers.of('session', task.session),
    taskType: task.type,
    sessionType: sessionTypeIn(estate, sessions.source(task.session), build),
    name: task.name,
    createdAt: isoText(createdMs),
    endedAt: hasEnd ? isoText(endedMs) : null,
    ...untold,
    ...toldOf(estate, task),
  };
}

const untold = {
  result: null,
  message: null,
  algorithm: null,
  repositoryId: null,
  restorePointId: null,
  processedBytes: null,
  readBytes: null,
  transferredBytes: null,
  bottleneck: null,
  scanType: null,
  scanResult: null,
  scanAntivirusName: null,
};

function toldOf(estate: Estate, task: SimulatedTask) {
  if (task.scan !== null) {
    const { pointId, result, state } = scanFacts(estate, task, task.scan);
    const { type, antivirusName } = task.scan;
    const scan = { scanType: type, scanResult: result, scanAntivirusName: antivirusName };
    return { state, restorePointId: pointId, ...scan };
  }
  if (task.type === 'Restore') {
    const { state, result } = restoreFacts(estate, task);
    return { state, ...outcomeOf(result) };
  }
  const { algorithm, state, pointId, repositoryId, result, transfer } = taskFacts(estate, task);
  return {
    state,
    ...outcomeOf(result),
    algorithm,
    repositoryId,
    restorePointId: pointId,
    processedBytes: transfer.processedSize,
    readBytes: transfer.readSize,
    transferredBytes: transfer.transferredSize,
    bottleneck: transfer.bottleneck,
  };
}

function outcomeOf({ result, message }: { readonly result: string; readonly message: string }) {
  return { result, message: message === '' ? null : message };
}

function isoText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
