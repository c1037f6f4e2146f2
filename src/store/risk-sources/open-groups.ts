import { type Kysely, sql } from 'kysely';
import type { GroupFact } from '../../domain/estate-facts.ts';
import { groupFrom } from '../causes/recent-groups.ts';
import type { MetricsSchema } from '../schema.ts';

const linesOfGroup = 2;

interface LineRow {
  readonly groupId: string;
  readonly runId: string;
  readonly sessionId: string;
  readonly taskId: string | null;
  readonly recordId: number | null;
  readonly at: Date;
  readonly text: string;
}

/** The groups that go on, each with the newest lines of its cause. */
export async function openGroups(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<readonly GroupFact[]> {
  const groups = await database
    .selectFrom('failure_group')
    .selectAll()
    .where('vbr_server_id', '=', vbrServerId)
    .where('is_open', '=', true)
    .orderBy('id')
    .execute();
  const { rows } = await sql<LineRow>`
    SELECT kept.id AS "groupId", line.run_id AS "runId", line.session_id AS "sessionId", line.task_id AS "taskId",
      line.record_id AS "recordId", line.at, line.text
    FROM failure_group AS kept CROSS JOIN LATERAL (
      SELECT * FROM run_cause AS cause
      WHERE cause.vbr_server_id = kept.vbr_server_id AND cause.run_id = ANY(kept.run_ids)
        AND cause.cause_key = kept.cause_key
      ORDER BY cause.at DESC, cause.run_id, cause.workload LIMIT ${linesOfGroup}
    ) AS line
    WHERE kept.vbr_server_id = ${vbrServerId} AND kept.is_open`.execute(database);
  const lines = Map.groupBy(rows, ({ groupId }) => groupId);
  return groups.map((row) => ({
    ...groupFrom(row),
    lines: (lines.get(row.id) ?? []).map(lineFrom),
  }));
}

/** A line of a log is named by what it belongs to and its number there; without one the session itself says it. */
function lineFrom({
  runId,
  sessionId,
  taskId,
  recordId,
  at,
  text,
}: LineRow): GroupFact['lines'][number] {
  const owner = taskId ?? sessionId;
  return recordId === null
    ? { runId, kind: 'session', id: owner, at, says: text }
    : { runId, kind: 'log-line', id: `${owner}#${recordId}`, at, says: text };
}
