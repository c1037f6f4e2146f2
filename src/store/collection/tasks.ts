import type { Kysely } from 'kysely';
import type { Task } from '../../domain/session.ts';
import type { CursoredBatch, Kept } from '../../ports/collection-store.ts';
import { countKept, type KeepingPlan, keepRows } from '../keep-rows.ts';
import type { MetricsSchema } from '../schema.ts';
import type { TaskTable } from '../tables/session-tables.ts';
import { advanceCursor } from './cursors.ts';
import { updateBacklog } from './log-backlog.ts';
import { progressColumns } from './progress.ts';
import { markWorkloads } from './workload-marks.ts';

type TaskRow = Omit<TaskTable, 'vbr_server_id'>;

const taskPlan: KeepingPlan<TaskRow> = {
  table: 'task',
  key: ['id'],
  columns: {
    id: 'text',
    session_id: 'text',
    task_type: 'text',
    session_type: 'text',
    name: 'text',
    state: 'text',
    result: 'text',
    message: 'text',
    created_at: 'timestamptz',
    ended_at: 'timestamptz',
    algorithm: 'text',
    repository_id: 'text',
    restore_point_id: 'text',
    processed_bytes: 'bigint',
    read_bytes: 'bigint',
    transferred_bytes: 'bigint',
    bottleneck: 'text',
    scan_type: 'text',
    scan_result: 'text',
    scan_antivirus_name: 'text',
  },
};

/** Rows, log backlog and cursor in one transaction. */
export function keepTasks(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  batch: CursoredBatch<Task>,
): Promise<Kept> {
  const rows = batch.rows.map(taskRow);
  return database.transaction().execute(async (transaction) => {
    const kept = await keepRows(transaction, taskPlan, vbrServerId, rows);
    await updateBacklog(transaction, vbrServerId, 'task', kept);
    const touched = [...kept.inserted, ...kept.changed];
    await markWorkloads(transaction, vbrServerId, namesBackedUp(touched));
    await advanceCursor(transaction, vbrServerId, 'task-sessions', batch.cursor);
    return countKept(kept);
  });
}

/** Restores and scans change nothing of what a workload can be brought back to. */
function namesBackedUp(tasks: readonly TaskRow[]): string[] {
  return tasks.flatMap(({ task_type: type, name }) =>
    type === 'Backup' || type === 'Replica' ? [name] : [],
  );
}

function taskRow(task: Task): TaskRow {
  return {
    id: task.id,
    session_id: task.sessionId,
    task_type: task.taskType,
    session_type: task.sessionType,
    name: task.name,
    state: task.state,
    result: task.result,
    message: task.message,
    created_at: task.createdAt,
    ended_at: task.endedAt,
    algorithm: task.algorithm,
    repository_id: task.repositoryId,
    restore_point_id: task.restorePointId,
    ...progressColumns(task.progress),
    scan_type: task.scan?.type ?? null,
    scan_result: task.scan?.result ?? null,
    scan_antivirus_name: task.scan?.antivirusName ?? null,
  };
}
