import { type Kysely, sql } from 'kysely';
import type { ProtectingJob } from '../../domain/workload.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

const secondsOfWeek = 7 * 86_400;
/** Two starts tell nothing of how often a job starts. */
const fewestGaps = 2;

interface JobRow extends Omit<ProtectingJob, 'pace'> {
  readonly gaps: number;
  readonly medianHours: number | null;
  readonly longestHours: number | null;
}

/** These jobs with their newest run and how often they start, by id; a job that is not known any more is none that protects. */
export async function protectingJobs(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  jobIds: readonly string[],
): Promise<ReadonlyMap<string, ProtectingJob>> {
  const { rows } = await sql<JobRow>`
    SELECT job.id, job.name, newest.outcome AS "lastOutcome", newest.started_at AS "lastRunAt",
      judged.outcome AS "lastJudged",
      job.type ILIKE '%copy%' AS "isCopy", job.is_application_aware AS "isApplicationAware", coalesce(week.gaps, 0)::int AS gaps, week."medianHours", week."longestHours",
      coalesce(job.is_listed, false) AND coalesce(job.is_disabled, false) = false
        AND lower(coalesce(job.status, '')) <> 'disabled' AS "isActive"
    FROM job LEFT JOIN LATERAL (
      SELECT outcome, started_at FROM run
      WHERE run.vbr_server_id = job.vbr_server_id AND run.job_id = job.id
      ORDER BY run.started_at DESC LIMIT 1
    ) AS newest ON true
    LEFT JOIN LATERAL (
      SELECT outcome FROM run
      WHERE run.vbr_server_id = job.vbr_server_id AND run.job_id = job.id AND outcome IN ('success', 'warning', 'failed')
      ORDER BY run.started_at DESC LIMIT 1
    ) AS judged ON true
    LEFT JOIN LATERAL (
      WITH start AS (
        SELECT started_at, extract(epoch FROM started_at - lag(started_at) OVER (ORDER BY started_at)) / 3600 AS gap
        FROM run
        WHERE run.vbr_server_id = job.vbr_server_id AND run.job_id = job.id
          AND run.started_at >= newest.started_at - interval '63 days'
      ), longest AS (
        SELECT max(gap) AS gap FROM start WHERE gap IS NOT NULL
        GROUP BY floor(extract(epoch FROM newest.started_at - started_at) / ${secondsOfWeek})
      )
      SELECT (SELECT count(gap) FROM start) AS gaps,
        (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY gap::float8) FROM start) AS "medianHours",
        (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY gap::float8) FROM longest) AS "longestHours"
    ) AS week ON true
    WHERE job.vbr_server_id = ${vbrServerId} AND job.id = ANY(${arrayLiteral([...new Set(jobIds)])}::text[])
    ORDER BY job.name, job.id`.execute(database);
  return new Map(
    rows.map(({ gaps, medianHours, longestHours, ...job }) => {
      const isKnown = gaps >= fewestGaps && medianHours !== null && longestHours !== null;
      return [job.id, { ...job, pace: isKnown ? { medianHours, longestHours } : null }] as const;
    }),
  );
}
