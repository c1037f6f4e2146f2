import { type Kysely, sql } from 'kysely';
import type { RestoreOutcome, RestoreRecord } from '../../domain/recovery-evidence.ts';
import { type RestoreFamily, restoreFamilyOf } from '../../domain/session-families.ts';
import type { MetricsSchema } from '../schema.ts';

interface RestoreRow {
  readonly sessionId: string;
  readonly sessionType: string;
  readonly sessionName: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly result: string | null;
  readonly isCanceled: boolean;
  readonly taskName: string | null;
  readonly taskEndedAt: Date | null;
  readonly taskResult: string | null;
  readonly mountName: string | null;
  readonly mountedAt: Date | null;
  readonly sizeBytes: number | null;
  readonly repositoryId: string | null;
  readonly repositoryName: string | null;
}

/** A task that ends with its session was no mount: it tells when somebody ended it. */
const leastPublishedMs = 60_000;

/** The restores begun since an instant, with the newest point each workload had then, oldest first. */
export async function restoresOf(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  since: Date,
): Promise<readonly RestoreRecord[]> {
  const { rows } = await sql<RestoreRow>`
    SELECT restore.id AS "sessionId", restore.session_type AS "sessionType", restore.name AS "sessionName",
      restore.created_at AS "startedAt", restore.ended_at AS "endedAt", restore.result, restore.is_canceled AS "isCanceled",
      task.name AS "taskName", task.ended_at AS "taskEndedAt", task.result AS "taskResult",
      mount.workload_name AS "mountName", mount.first_seen_at AS "mountedAt",
      point.original_bytes AS "sizeBytes", backup.repository_id AS "repositoryId", backup.repository_name AS "repositoryName"
    FROM recovery_session AS restore
    LEFT JOIN LATERAL (
      SELECT name, ended_at, result FROM task
      WHERE task.vbr_server_id = restore.vbr_server_id AND task.session_id = restore.id AND task.task_type = 'Restore'
      ORDER BY task.id LIMIT 1
    ) AS task ON true
    LEFT JOIN LATERAL (
      SELECT workload_name, first_seen_at FROM instant_recovery_mount AS seen
      WHERE seen.vbr_server_id = restore.vbr_server_id AND seen.session_id = restore.id AND seen.state = 'Mounted'
      ORDER BY first_seen_at LIMIT 1
    ) AS mount ON true
    LEFT JOIN LATERAL (
      SELECT original_bytes, backup_id FROM restore_point
      WHERE restore_point.vbr_server_id = restore.vbr_server_id
        AND restore_point.name = coalesce(task.name, mount.workload_name, restore.name)
        AND restore_point.created_at <= restore.created_at
      ORDER BY restore_point.created_at DESC LIMIT 1
    ) AS point ON true
    LEFT JOIN backup ON backup.vbr_server_id = restore.vbr_server_id AND backup.id = point.backup_id
    WHERE restore.vbr_server_id = ${vbrServerId} AND restore.created_at >= ${since}
    ORDER BY restore.created_at, restore.id`.execute(database);
  return rows.flatMap((row) => {
    const family = restoreFamilyOf(row.sessionType);
    return family === null ? [] : [restoreOf(row, family)];
  });
}

function restoreOf(row: RestoreRow, family: RestoreFamily): RestoreRecord {
  const { sessionId, startedAt, endedAt, sizeBytes, repositoryId, repositoryName } = row;
  const outcome = outcomeOf(row);
  return {
    ...{ sessionId, family, startedAt, endedAt, outcome },
    ...{ sizeBytes, repositoryId, repositoryName },
    workload: row.taskName ?? row.mountName ?? row.sessionName,
    usableAt: usableAtOf(row, family, outcome),
  };
}

function outcomeOf({ endedAt, result, isCanceled }: RestoreRow): RestoreOutcome {
  if (endedAt === null) return 'running';
  const word = result?.toLowerCase();
  if (isCanceled) return 'canceled';
  if (word === 'success' || word === 'warning') return 'done';
  return word === 'failed' ? 'failed' : 'canceled';
}

/** An instant restore is usable once mounted: its task then ends while the session goes on, or the mount was seen. */
function usableAtOf(row: RestoreRow, family: RestoreFamily, outcome: RestoreOutcome): Date | null {
  if (outcome === 'failed' || outcome === 'canceled') return null;
  const { endedAt, taskEndedAt, mountedAt } = row;
  if (family !== 'instant') return endedAt;
  const isGood = ['success', 'warning'].includes(row.taskResult?.toLowerCase() ?? '');
  const leftOver = (endedAt?.getTime() ?? Number.POSITIVE_INFINITY) - leastPublishedMs;
  const isMount = isGood && taskEndedAt !== null && taskEndedAt.getTime() <= leftOver;
  return isMount ? taskEndedAt : mountedAt;
}
