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
  readonly taskStartedAt: Date | null;
  readonly taskEndedAt: Date | null;
  readonly taskResult: string | null;
  readonly mountName: string | null;
  readonly mountedAt: Date | null;
  /** When the list last told that it was still being mounted; null where it never did. */
  readonly mountingAt: Date | null;
  /** When the server was read for the first time, as far as its repositories tell. */
  readonly watchedSince: Date | null;
  /** Times of tasks carry no offset: without a named zone they may be an hour off. */
  readonly isZoneNamed: boolean;
  readonly sizeBytes: number | null;
  readonly repositoryId: string | null;
  readonly repositoryName: string | null;
  readonly reason: string | null;
}

/** A task that ends with its session was no mount: it tells when somebody ended it. */
const leastPublishedMs = 60_000;
/** Offsets of zones are whole quarters of an hour. */
const quarterMs = 15 * 60_000;
/** A mount that may be older than this when it is first seen tells no time. */
const mostLateMs = 3_600_000;

/** The restores begun since an instant, with the newest point each workload had then, oldest first. */
export async function restoresOf(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  since: Date,
): Promise<readonly RestoreRecord[]> {
  const { rows } = await sql<RestoreRow>`
    SELECT restore.id AS "sessionId", restore.session_type AS "sessionType", restore.name AS "sessionName",
      restore.created_at AS "startedAt", restore.ended_at AS "endedAt", restore.result, restore.is_canceled AS "isCanceled",
      restore.restore_reason AS reason,
      task.name AS "taskName", task.created_at AS "taskStartedAt", task.ended_at AS "taskEndedAt",
      task.result AS "taskResult", mount.workload_name AS "mountName", mount.first_seen_at AS "mountedAt",
      mount.mounting_at AS "mountingAt", watched.since AS "watchedSince", server.clock_zone IS NOT NULL AS "isZoneNamed",
      point.original_bytes AS "sizeBytes", backup.repository_id AS "repositoryId", backup.repository_name AS "repositoryName"
    FROM recovery_session AS restore
    JOIN vbr_server AS server ON server.id = restore.vbr_server_id
    CROSS JOIN (SELECT min(taken_at) AS since FROM capacity_sample WHERE vbr_server_id = ${vbrServerId}) AS watched
    LEFT JOIN LATERAL (
      SELECT name, created_at, ended_at, result FROM task
      WHERE task.vbr_server_id = restore.vbr_server_id AND task.session_id = restore.id AND task.task_type = 'Restore'
      ORDER BY task.id LIMIT 1
    ) AS task ON true
    LEFT JOIN LATERAL (
      SELECT workload_name, first_seen_at,
        (SELECT last_seen_at FROM instant_recovery_mount AS earlier
          WHERE earlier.vbr_server_id = seen.vbr_server_id AND earlier.id = seen.id AND earlier.state = 'Mounting') AS mounting_at
      FROM instant_recovery_mount AS seen
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
    reason: row.reason ?? undefined,
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

/** An instant restore is usable once mounted: its task then ends while the session goes on, or the mount was seen in time. */
function usableAtOf(row: RestoreRow, family: RestoreFamily, outcome: RestoreOutcome): Date | null {
  if (outcome === 'failed' || outcome === 'canceled') return null;
  return family === 'instant' ? (publishedAt(row) ?? mountSeenAt(row)) : row.endedAt;
}

/** The end of the task, counted from the session's beginning; null where the task ended with its session. */
function publishedAt(row: RestoreRow): Date | null {
  const { startedAt, endedAt, taskStartedAt, taskEndedAt, taskResult } = row;
  if (!['success', 'warning'].includes(taskResult?.toLowerCase() ?? '')) return null;
  if (taskStartedAt === null || taskEndedAt === null) return null;
  const taskMs = taskEndedAt.getTime() - taskStartedAt.getTime();
  const at = startedAt.getTime() + waitOf(row, taskStartedAt) + taskMs;
  const leftOver = (endedAt?.getTime() ?? Number.POSITIVE_INFINITY) - leastPublishedMs;
  return at <= leftOver ? new Date(at) : null;
}

/**
 * How long the task waited. Where the zone is not named, or the task seems to begin before its session, the two times may have been
 * placed differently: such a difference is whole quarters of an hour, which are left out.
 */
function waitOf({ startedAt, isZoneNamed }: RestoreRow, taskStartedAt: Date): number {
  const waitMs = taskStartedAt.getTime() - startedAt.getTime();
  if (waitMs >= 0 && isZoneNamed) return waitMs;
  const withinMs = ((waitMs % quarterMs) + quarterMs) % quarterMs;
  // A task that begins a second early by its clock has not waited for a quarter of an hour.
  return withinMs > quarterMs - leastPublishedMs ? 0 : withinMs;
}

/**
 * The instant the mount was first seen, where it cannot be much older: the list told before that it was still being mounted, or the
 * restore began after the server was first read. On a first reading nothing is known.
 */
function mountSeenAt(row: RestoreRow): Date | null {
  const { startedAt, mountedAt, mountingAt, watchedSince } = row;
  if (mountedAt === null) return null;
  const wasWatched = watchedSince !== null && watchedSince < startedAt;
  const since = mountingAt ?? (wasWatched ? startedAt : null);
  const isTimely = since !== null && mountedAt.getTime() - since.getTime() <= mostLateMs;
  return isTimely ? mountedAt : null;
}
