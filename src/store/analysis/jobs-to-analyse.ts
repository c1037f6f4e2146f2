import { type Kysely, sql } from 'kysely';
import type { Job } from '../../domain/job.ts';
import type { AnalysisStore, JobFacts } from '../../ports/analysis-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';
import { jobsPerAnalysis } from './batches.ts';
import { briefRuns } from './brief-runs.ts';
import { jobDepths, tellingSpans } from './job-depth.ts';
import type { MarkStamps } from './mark-stamps.ts';

type Window = Parameters<AnalysisStore['jobsToAnalyse']>[1];

/**
 * Streams the jobs that are marked, were never analysed, or were analysed before `staleBefore`. A job that only its
 * sessions tell of is told by the newest of them; it counts as listed where no list of jobs could ever be read.
 */
export async function* jobsToAnalyse(
  database: Kysely<MetricsSchema>,
  stamps: MarkStamps,
  vbrServerId: number,
  window: Window,
): AsyncIterable<readonly JobFacts[]> {
  const due = await dueJobs(database, vbrServerId, window.staleBefore);
  const spans = due.length === 0 ? new Map() : await tellingSpans(database, vbrServerId, window);
  for (let start = 0; start < due.length; start += jobsPerAnalysis) {
    const jobIds = due.slice(start, start + jobsPerAnalysis);
    await stamps.stamp(database, vbrServerId, jobIds);
    const jobs = await readJobs(database, vbrServerId, jobIds);
    const runs = await briefRuns(database, vbrServerId, jobIds, window);
    const depths = await jobDepths(database, vbrServerId, jobIds, window);
    yield jobs.map((job) => ({
      job,
      runs: runs.get(job.id) ?? [],
      depth: { ...(depths.get(job.id) ?? untold), tellingSpans: spans.get(job.id) ?? [] },
    }));
  }
}

const untold = { schedule: null, predecessorEnds: null };

async function dueJobs(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  staleBefore: Date,
): Promise<readonly string[]> {
  const due = await sql<{ id: string }>`
    SELECT known.id
    FROM (
      SELECT id FROM job WHERE vbr_server_id = ${vbrServerId}
      UNION SELECT job_id FROM analysis_mark WHERE vbr_server_id = ${vbrServerId}
      UNION SELECT subject_id FROM finding
        WHERE vbr_server_id = ${vbrServerId} AND feature = 'health' AND subject_kind = 'job'
    ) AS known
    LEFT JOIN analysis_mark AS mark ON mark.vbr_server_id = ${vbrServerId} AND mark.job_id = known.id
    LEFT JOIN finding ON finding.vbr_server_id = ${vbrServerId} AND finding.feature = 'health'
      AND finding.subject_kind = 'job' AND finding.subject_id = known.id
    WHERE mark.job_id IS NOT NULL OR finding.as_of IS NULL OR finding.as_of < ${staleBefore}
    ORDER BY known.id`.execute(database);
  return due.rows.map((row) => row.id);
}

async function readJobs(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  jobIds: readonly string[],
): Promise<readonly Job[]> {
  const jobs = await sql<Job>`
    SELECT wanted.id,
      coalesce(job.name, newest.name, wanted.id) AS name,
      coalesce(job.type, newest.session_type, 'unknown') AS type,
      coalesce(job.status, 'unknown') AS status,
      job.workload,
      coalesce(job.last_result, newest.result, 'None') AS "lastResult",
      coalesce(job.last_run_at, newest.created_at) AS "lastRunAt",
      job.next_run_at AS "nextRunAt",
      job.repository_id AS "repositoryId",
      job.repository_name AS "repositoryName",
      job.objects_count AS "objectsCount",
      coalesce(job.last_session_id, newest.id) AS "lastSessionId",
      job.is_disabled AS "isDisabled",
      job.runs_automatically AS "runsAutomatically",
      CASE WHEN job.retry_is_enabled IS NOT NULL THEN json_build_object(
        'isEnabled', job.retry_is_enabled, 'count', job.retry_count, 'awaitMinutes', job.retry_await_minutes
      ) END AS retry,
      coalesce(job.last_seen_at, newest.created_at, timestamptz 'epoch') AS "lastSeenAt",
      coalesce(job.is_listed, NOT EXISTS (
        SELECT FROM job AS any_job WHERE any_job.vbr_server_id = ${vbrServerId} AND any_job.status IS NOT NULL
      )) AS "isListed"
    FROM unnest(${arrayLiteral(jobIds)}::text[]) AS wanted (id)
    LEFT JOIN job ON job.vbr_server_id = ${vbrServerId} AND job.id = wanted.id
    LEFT JOIN LATERAL (
      SELECT session.id, session.name, session.session_type, session.result, session.created_at FROM session
      WHERE job.id IS NULL AND session.vbr_server_id = ${vbrServerId} AND session.job_id = wanted.id
      ORDER BY session.created_at DESC LIMIT 1
    ) AS newest ON true`.execute(database);
  return jobs.rows;
}
