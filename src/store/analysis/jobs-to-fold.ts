import { type Kysely, sql } from 'kysely';
import type { RetryRule } from '../../domain/job.ts';
import type { Session } from '../../domain/session.ts';
import type { JobToFold } from '../../ports/analysis-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';
import { jobsPerFold } from './batches.ts';
import type { MarkStamps } from './mark-stamps.ts';

interface Mark {
  readonly job_id: string;
  readonly changed_since: Date;
  readonly read_as: string;
}

interface Origin {
  readonly jobId: string;
  readonly from: Date;
  readonly retry: RetryRule | null;
}

/** Streams the marked jobs with their sessions, one statement after the stamp that tells which mark was read. */
export async function* jobsToFold(
  database: Kysely<MetricsSchema>,
  stamps: MarkStamps,
  vbrServerId: number,
): AsyncIterable<readonly JobToFold[]> {
  let after = '';
  for (;;) {
    const marks = await stampMarks(database, vbrServerId, after);
    const last = marks.at(-1);
    if (last === undefined) return;
    after = last.job_id;
    for (const mark of marks) stamps.remember(vbrServerId, mark.job_id, mark.read_as);
    const origins = await originsOf(database, vbrServerId, marks);
    const sessions = Map.groupBy(
      await sessionsFrom(database, vbrServerId, origins),
      (session) => session.jobId,
    );
    yield origins.map(({ jobId, from, retry }) => ({
      job: { id: jobId, retry },
      from,
      sessions: sessions.get(jobId) ?? [],
    }));
  }
}

// Sessions can name a job that the list of jobs has not, such as an offload in the guise of a backup: its mark waits.
// Where no job is known at all, sessions are the only witnesses of their jobs.
async function stampMarks(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  after: string,
): Promise<readonly Mark[]> {
  const stamped = await sql<Mark>`
    WITH next AS (
      SELECT job_id FROM fold_mark WHERE vbr_server_id = ${vbrServerId} AND job_id > ${after}
        AND (EXISTS (SELECT FROM job WHERE vbr_server_id = ${vbrServerId} AND id = fold_mark.job_id)
          OR NOT EXISTS (SELECT FROM job WHERE vbr_server_id = ${vbrServerId}))
      ORDER BY job_id LIMIT ${jobsPerFold} FOR UPDATE
    ), stamped AS (
      UPDATE fold_mark SET read_as = gen_random_uuid() FROM next
      WHERE fold_mark.vbr_server_id = ${vbrServerId} AND fold_mark.job_id = next.job_id
      RETURNING fold_mark.job_id, fold_mark.changed_since, fold_mark.read_as
    )
    SELECT * FROM stamped ORDER BY job_id`.execute(database);
  return stamped.rows;
}

// A day before the change a run may have begun that the change belongs to; before that run nothing can differ.
// Runs of one job can interleave; the origin is a start that no earlier run reaches past, or its retry would count twice.
async function originsOf(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  marks: readonly Mark[],
): Promise<readonly Origin[]> {
  const origins = await sql<Origin>`
    SELECT mark.job_id AS "jobId",
      coalesce(
        (SELECT run.started_at FROM run WHERE run.vbr_server_id = ${vbrServerId}
          AND run.job_id = mark.job_id AND run.started_at <= mark.changed_since - interval '24 hours'
          AND NOT EXISTS (
            SELECT FROM run AS earlier WHERE earlier.vbr_server_id = ${vbrServerId}
              AND earlier.job_id = mark.job_id AND earlier.started_at < run.started_at
              AND earlier.started_at > run.started_at - interval '7 days'
              AND coalesce(earlier.ended_at, 'infinity') > run.started_at)
          ORDER BY run.started_at DESC LIMIT 1),
        least(
          mark.changed_since,
          (SELECT min(session.created_at) FROM session WHERE session.vbr_server_id = ${vbrServerId}
            AND session.job_id = mark.job_id),
          (SELECT min(run.started_at) FROM run WHERE run.vbr_server_id = ${vbrServerId}
            AND run.job_id = mark.job_id)
        )
      ) AS "from",
      CASE WHEN job.retry_is_enabled IS NOT NULL THEN json_build_object(
        'isEnabled', job.retry_is_enabled, 'count', job.retry_count, 'awaitMinutes', job.retry_await_minutes
      ) END AS retry
    FROM unnest(
      ${arrayLiteral(marks.map((mark) => mark.job_id))}::text[],
      ${arrayLiteral(marks.map((mark) => mark.changed_since))}::timestamptz[]
    ) AS mark (job_id, changed_since)
    LEFT JOIN job ON job.vbr_server_id = ${vbrServerId} AND job.id = mark.job_id`.execute(database);
  return origins.rows;
}

async function sessionsFrom(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  origins: readonly Origin[],
): Promise<readonly Session[]> {
  const earliest = new Date(Math.min(...origins.map((origin) => origin.from.getTime())));
  const rows = await database
    .selectFrom('session')
    .innerJoin(
      sql<{ job_id: string; starts: Date }>`unnest(
        ${arrayLiteral(origins.map((origin) => origin.jobId))}::text[],
        ${arrayLiteral(origins.map((origin) => origin.from))}::timestamptz[])`.as<'origin'>(
        sql`origin (job_id, starts)`,
      ),
      (join) =>
        join
          .onRef('session.job_id', '=', 'origin.job_id')
          .onRef('session.created_at', '>=', 'origin.starts'),
    )
    .select(sessionColumns)
    .where('session.vbr_server_id', '=', vbrServerId)
    .where('session.created_at', '>=', earliest)
    .orderBy('session.created_at')
    .orderBy('session.id')
    .execute();
  return rows.map(({ processedBytes, readBytes, transferredBytes, bottleneck, ...session }) => {
    const progress = { processedBytes, readBytes, transferredBytes, bottleneck };
    const isTold = Object.values(progress).some((figure) => figure !== null);
    return { ...session, progress: isTold ? progress : null };
  });
}

const sessionColumns = [
  'session.id',
  'session.job_id as jobId',
  'session.name',
  'session.session_type as sessionType',
  'session.state',
  'session.result',
  'session.message',
  'session.is_canceled as isCanceled',
  'session.created_at as createdAt',
  'session.ended_at as endedAt',
  'session.usn',
  'session.parent_session_id as parentSessionId',
  'session.related_session_id as relatedSessionId',
  'session.original_session_id as originalSessionId',
  'session.retry_number as retryNumber',
  'session.is_recheck_retry as isRecheckRetry',
  'session.algorithm',
  'session.initiated_by as initiatedBy',
  'session.processed_bytes as processedBytes',
  'session.read_bytes as readBytes',
  'session.transferred_bytes as transferredBytes',
  'session.bottleneck',
] as const;
