import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Run } from '../../domain/run.ts';
import type {
  ExplainedLine,
  RunToExplain,
  SessionToExplain,
  TaskToExplain,
} from '../../domain/run-to-explain.ts';
import type { LogOwner } from '../../domain/session.ts';
import { recordText } from '../../domain/telling-record.ts';
import type { RunsToExplain } from '../../ports/cause-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';
import { matchesSchema } from './matches.ts';

interface MarkedRun {
  readonly id: string;
  readonly jobId: string | null;
  readonly startedAt: Date;
  readonly outcome: Run['outcome'];
  readonly sessionIds: readonly string[];
  readonly jobRepository: string | null;
}

/** The next marked runs with their sessions, tasks and lines; four statements whatever their number. */
export async function runsToExplain(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  after: string,
  atMost: number,
): Promise<RunsToExplain> {
  const marked = await markedRuns(database, vbrServerId, after, atMost);
  const troubled = marked.flatMap((run) => (isTroubled(run) ? [run] : []));
  const sessionIds = troubled.flatMap((run) => run.sessionIds);
  const [sessions, tasks, lines] = [
    await sessionsOf(database, vbrServerId, sessionIds, troubled),
    Map.groupBy(await tasksOf(database, vbrServerId, sessionIds), ({ sessionId }) => sessionId),
    Map.groupBy(await linesOf(database, vbrServerId, sessionIds), ({ sessionId }) => sessionId),
  ];
  const runs = troubled.map(
    ({ sessionIds: ids, jobRepository, ...run }): RunToExplain => ({
      run,
      sessions: ids.flatMap((id) => sessions.get(id) ?? []),
      tasks: ids.flatMap((id) => tasks.get(id) ?? []),
      lines: ids.flatMap((id) => lines.get(id) ?? []),
      jobRepository,
    }),
  );
  return { runIds: marked.map(({ id }) => id), runs };
}

function isTroubled(run: MarkedRun): run is MarkedRun & { readonly jobId: string } {
  return run.jobId !== null && (run.outcome === 'failed' || run.outcome === 'warning');
}

async function markedRuns(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  after: string,
  atMost: number,
): Promise<readonly MarkedRun[]> {
  const { rows } = await sql<MarkedRun>`
    SELECT mark.run_id AS id, run.job_id AS "jobId", run.started_at AS "startedAt", run.outcome,
      run.session_ids AS "sessionIds", coalesce(repository.name, scale_out.name, job.repository_name) AS "jobRepository"
    FROM cause_mark AS mark
    LEFT JOIN run ON run.vbr_server_id = mark.vbr_server_id AND run.id = mark.run_id
    LEFT JOIN job ON job.vbr_server_id = mark.vbr_server_id AND job.id = run.job_id
    LEFT JOIN repository ON repository.vbr_server_id = mark.vbr_server_id AND repository.id = job.repository_id
    LEFT JOIN scale_out_repository AS scale_out
      ON scale_out.vbr_server_id = mark.vbr_server_id AND scale_out.id = job.repository_id
    WHERE mark.vbr_server_id = ${vbrServerId}::int AND mark.run_id > ${after}
    ORDER BY mark.run_id LIMIT ${atMost}`.execute(database);
  return rows;
}

/** The sessions of a run were created within a week of its start; that tells which months to look into. */
async function sessionsOf(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  sessionIds: readonly string[],
  runs: readonly { readonly startedAt: Date }[],
): Promise<ReadonlyMap<string, SessionToExplain>> {
  if (sessionIds.length === 0) return new Map();
  const starts = runs.map(({ startedAt }) => startedAt.getTime());
  const { rows } = await sql<SessionToExplain>`
    SELECT id, message, created_at AS "createdAt", ${isPending('session')} AS "isLogPending" FROM session
    WHERE vbr_server_id = ${vbrServerId}::int AND id = ANY(${arrayLiteral(sessionIds)}::text[])
      AND created_at BETWEEN ${new Date(Math.min(...starts))} AND ${new Date(Math.max(...starts) + weekMs)}`.execute(
    database,
  );
  return new Map(rows.map((session) => [session.id, session]));
}

function isPending(kind: LogOwner['kind']): RawBuilder<boolean> {
  const owner = sql.table(kind);
  return sql`EXISTS (
    SELECT FROM log_state WHERE log_state.vbr_server_id = ${owner}.vbr_server_id AND owner_kind = ${kind}
      AND owner_id = ${owner}.id AND log_state.state = 'pending'
  )`;
}

const weekMs = 7 * 86_400_000;

async function tasksOf(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  sessionIds: readonly string[],
): Promise<readonly TaskToExplain[]> {
  if (sessionIds.length === 0) return [];
  const { rows } = await sql<TaskToExplain>`
    SELECT task.id, task.session_id AS "sessionId", task.name AS workload, task.result, task.message,
      task.created_at AS "createdAt", coalesce(repository.name, scale_out.name) AS repository, ${isPending('task')} AS "isLogPending"
    FROM task
    LEFT JOIN repository ON repository.vbr_server_id = task.vbr_server_id AND repository.id = task.repository_id
    LEFT JOIN scale_out_repository AS scale_out
      ON scale_out.vbr_server_id = task.vbr_server_id AND scale_out.id = task.repository_id
    WHERE task.vbr_server_id = ${vbrServerId}::int AND task.session_id = ANY(${arrayLiteral(sessionIds)}::text[])`.execute(
    database,
  );
  return rows;
}

interface LineRow extends Omit<ExplainedLine, 'text' | 'matches'> {
  readonly title: string;
  readonly description: string;
  readonly matches: unknown;
}

/** A line that was not matched yet is read once it was: its log marks the run again. */
async function linesOf(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  sessionIds: readonly string[],
): Promise<readonly ExplainedLine[]> {
  if (sessionIds.length === 0) return [];
  const { rows } = await sql<LineRow>`
    SELECT session_id AS "sessionId", CASE owner_kind WHEN 'task' THEN owner_id END AS "taskId",
      record_id AS "recordId", status, started_at AS at, title, description, is_noise AS "isNoise", fingerprint, matches
    FROM log_record
    WHERE vbr_server_id = ${vbrServerId}::int AND session_id = ANY(${arrayLiteral(sessionIds)}::text[])
      AND matches IS NOT NULL AND lower(status) IN ('failed', 'warning')
    ORDER BY session_id, owner_kind, owner_id, record_id`.execute(database);
  return rows.map(({ title, description, matches, ...line }) => ({
    ...line,
    text: recordText({ title, description }),
    matches: matchesSchema.parse(matches),
  }));
}
