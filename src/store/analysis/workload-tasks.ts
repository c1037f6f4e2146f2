import { type Kysely, sql } from 'kysely';
import type { RunOutcome } from '../../domain/run.ts';
import type { WorkloadTask } from '../../domain/workload.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

/** Enough to find the task of every point that may be the newest usable one. */
const newestTasks = 40;

interface TaskRow extends Omit<WorkloadTask, 'outcome' | 'warning'> {
  readonly name: string;
  readonly result: string | null;
  readonly causeClass: string | null;
  readonly causeText: string | null;
}

/** The newest backup and replica tasks of these workloads, newest first, by name. */
export async function workloadTasks(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly WorkloadTask[]>> {
  const { rows } = await sql<TaskRow>`
    SELECT wanted.name, task.id, task.session_id AS "sessionId", task.created_at AS "startedAt",
      task.ended_at AS "endedAt", task.result, task.restore_point_id AS "restorePointId", session.job_id AS "jobId",
      cause.cause_class AS "causeClass", cause.text AS "causeText"
    FROM unnest(${arrayLiteral(names)}::text[]) AS wanted (name)
    CROSS JOIN LATERAL (
      SELECT * FROM task
      WHERE task.vbr_server_id = ${vbrServerId} AND task.name = wanted.name
        AND task.task_type IN ('Backup', 'Replica')
      ORDER BY task.created_at DESC LIMIT ${newestTasks}
    ) AS task
    LEFT JOIN session ON session.vbr_server_id = ${vbrServerId} AND session.id = task.session_id
      AND session.created_at BETWEEN task.created_at - interval '2 days' AND task.created_at + interval '1 hour'
    LEFT JOIN LATERAL (
      SELECT cause_class, text FROM run_cause
      WHERE lower(task.result) = 'warning' AND run_cause.vbr_server_id = ${vbrServerId} AND run_cause.job_id = session.job_id
        AND run_cause.run_started_at BETWEEN task.created_at - interval '2 days' AND task.created_at
        AND run_cause.session_id = task.session_id AND run_cause.workload = task.name
      LIMIT 1
    ) AS cause ON true
    ORDER BY wanted.name, task.created_at DESC, task.id`.execute(database);
  const tasks = new Map<string, WorkloadTask[]>();
  for (const { name, result, causeClass, causeText, ...task } of rows) {
    const own = tasks.get(name) ?? [];
    tasks.set(name, own);
    const warning =
      causeClass === null || causeText === null ? null : { causeClass, text: causeText };
    own.push({ ...task, warning, outcome: outcomeOf(result, task.endedAt) });
  }
  return tasks;
}

function outcomeOf(result: string | null, endedAt: Date | null): RunOutcome {
  const word = result?.toLowerCase();
  if (word === 'success' || word === 'warning' || word === 'failed') return word;
  return endedAt === null ? 'running' : 'unknown';
}
