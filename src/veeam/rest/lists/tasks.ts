import { z } from 'zod';
import type { ScanOutcome, Task } from '../../../domain/session.ts';
import type { CreationWindow, Page } from '../../../ports/vbr-source.ts';
import { mergeByCreation } from '../reading/merge-by-creation.ts';
import { id, optionalReference, optionalText, optionalTime, text, time } from '../schema/fields.ts';
import { optionalInstant, rejectRow, requiredInstant, rowReader } from '../translate/rows.ts';
import type { Zone } from '../translate/zone.ts';
import { type Filter, type ListParts, readList } from './list-source.ts';
import { endAfter, progressSchema, resultSchema, toOutcome, toProgress } from './outcome.ts';
import { keepOnly, keepWithin, windowFilters } from './within-window.ts';

/** A row of /taskSessions of any type, all three revisions: restores, scans and replicas leave out what they lack. */
const taskSchema = z.object({
  id,
  sessionId: id,
  type: text,
  sessionType: text,
  name: text,
  state: optionalText,
  creationTime: time,
  endTime: optionalTime,
  result: resultSchema,
  algorithm: optionalText,
  repositoryId: optionalReference,
  restorePointId: optionalReference,
  progress: progressSchema,
  scanState: optionalText,
  scanType: optionalText,
  scanResult: optionalText,
  antivirusName: optionalText,
});

type TaskRow = z.output<typeof taskSchema>;

/** Rows of /taskSessions in our words; VBR writes their times without an offset, local to the server. */
export const toTasks = rowReader(taskSchema, toTask);

/** All tasks of a window; the filter takes one result, so failed and warned ones are two lists, merged. */
export function readTasks(
  parts: ListParts,
  window: CreationWindow,
  which: 'all' | 'unsuccessful',
): AsyncGenerator<Page<Task>> {
  if (which === 'all') return tasksWith(parts, window, []);
  const lists = ['Failed', 'Warning'].map((result) =>
    keepOnly(
      tasksWith(parts, window, [['resultFilter', result]]),
      (task) => task.result === result,
    ),
  );
  return mergeByCreation(lists);
}

function tasksWith(
  parts: ListParts,
  window: CreationWindow,
  filters: readonly Filter[],
): AsyncGenerator<Page<Task>> {
  const pages = readList(parts, {
    path: '/api/v1/taskSessions',
    toRows: toTasks,
    orderColumn: 'CreationTime',
    filters: [...windowFilters(window), ...filters],
    hasSmallRows: true,
  });
  return keepWithin(window, pages, ({ createdAt }) => createdAt);
}

function toTask(row: TaskRow, zone: Zone): Task {
  const createdAt = requiredInstant(row.creationTime, 'creationTime', zone);
  const { result, message } = toOutcome(row.result);
  return {
    id: row.id,
    sessionId: row.sessionId,
    taskType: row.type,
    sessionType: row.sessionType,
    name: row.name,
    state: stateOf(row),
    result,
    message,
    createdAt,
    endedAt: endAfter(createdAt, optionalInstant(row.endTime, zone)),
    algorithm: row.algorithm,
    repositoryId: row.repositoryId,
    restorePointId: row.restorePointId,
    progress: toProgress(row.progress),
    scan: toScan(row),
  };
}

/** A scan tells its state under another name, and has no result of its own. */
function stateOf({ type, state, scanState }: TaskRow): string {
  const field = type === 'Antivirus' ? 'scanState' : 'state';
  return state ?? scanState ?? rejectRow(`${field}: is missing`);
}

function toScan({ scanType, scanResult, antivirusName }: TaskRow): ScanOutcome | null {
  if (scanType === null || scanResult === null) return null;
  return { type: scanType, result: scanResult, antivirusName: antivirusName || null };
}
