import { type Kysely, sql } from 'kysely';
import type { RunOutcome } from '../../domain/run.ts';
import type { WorkloadTask } from '../../domain/workload.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

/** Enough to find the task of every point that may be the newest usable one. */
const newestTasks = 40;

interface TaskRow extends Omit<WorkloadTask, 'outcome'> {
  readonly name: string;
  readonly result: string | null;
}

/** The newest backup and replica tasks of these workloads, newest first, by name. */
export async function workloadTasks(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly WorkloadTask[]>> {
  const { rows } = await sql<TaskRow>`
    SELECT wanted.name, task.id, task.session_id AS "sessionId", task.created_at AS "startedAt",
      task.ended_at AS "endedAt", task.result, task.restore_point_id AS "restorePointId", session.job_id AS "jobId"
    FROM unnest(${arrayLiteral(names)}::text[]) AS wanted (name)
    CROSS JOIN LATERAL (
      SELECT * FROM task
      WHERE task.vbr_server_id = ${vbrServerId} AND task.name = wanted.name
        AND task.task_type IN ('Backup', 'Replica')
      ORDER BY task.created_at DESC LIMIT ${newestTasks}
    ) AS task
    LEFT JOIN session ON session.vbr_server_id = ${vbrServerId} AND session.id = task.session_id
      AND session.created_at BETWEEN task.created_at - interval '2 days' AND task.created_at + interval '1 hour'
    ORDER BY wanted.name, task.created_at DESC, task.id`.execute(database);
  const tasks = new Map<string, WorkloadTask[]>();
  for (const { name, result, ...task } of rows) {
    const own = tasks.get(name) ?? [];
    tasks.set(name, own);
    own.push({ ...task, outcome: outcomeOf(result, task.endedAt) });
  }
  return tasks;
}

function outcomeOf(result: string | null, endedAt: Date | null): RunOutcome {
  const word = result?.toLowerCase();
  if (word === 'success' || word === 'warning' || word === 'failed') return word;
  return endedAt === null ? 'running' : 'unknown';
}
