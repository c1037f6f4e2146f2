import { type Kysely, sql } from 'kysely';
import type { ProtectingJob } from '../../domain/workload.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

/** These jobs with their newest run, by id; a job that is not known any more is none that protects. */
export async function protectingJobs(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  jobIds: readonly string[],
): Promise<ReadonlyMap<string, ProtectingJob>> {
  const { rows } = await sql<ProtectingJob>`
    SELECT job.id, job.name, newest.outcome AS "lastOutcome", newest.started_at AS "lastRunAt",
      coalesce(job.is_listed, false) AND coalesce(job.is_disabled, false) = false
        AND lower(coalesce(job.status, '')) <> 'disabled' AS "isActive"
    FROM job LEFT JOIN LATERAL (
      SELECT outcome, started_at FROM run
      WHERE run.vbr_server_id = job.vbr_server_id AND run.job_id = job.id
      ORDER BY run.started_at DESC LIMIT 1
    ) AS newest ON true
    WHERE job.vbr_server_id = ${vbrServerId} AND job.id = ANY(${arrayLiteral([...new Set(jobIds)])}::text[])
    ORDER BY job.name, job.id`.execute(database);
  return new Map(rows.map((job) => [job.id, job]));
}
