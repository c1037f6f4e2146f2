import type { Task } from '../../../domain/session.ts';
import type { TaskSessionRow } from '../schema/task-session.ts';
import { toOutcome, toProgress } from './outcome.ts';
import { optionalInstant, requiredInstant } from './rows.ts';
import { endAfter } from './session.ts';

/** A row of /taskSessions in our words; VBR writes these times without an offset, local to the server. */
export function toTask(row: TaskSessionRow, zone: string): Task {
  const createdAt = requiredInstant(row.creationTime, 'creationTime', zone);
  const { result, message } = toOutcome(row.result);
  return {
    id: row.id,
    sessionId: row.sessionId,
    taskType: row.type,
    sessionType: row.sessionType,
    name: row.name,
    state: row.state,
    result,
    message,
    createdAt,
    endedAt: endAfter(createdAt, optionalInstant(row.endTime, zone)),
    algorithm: row.algorithm,
    repositoryId: row.repositoryId,
    restorePointId: row.restorePointId,
    progress: toProgress(row.progress),
  };
}
