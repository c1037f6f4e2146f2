import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { JobSchedule } from '../../domain/job.ts';
import type { JobDepth, TellingSpan } from '../../domain/job-depth.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

interface Window {
  readonly from: Date;
  readonly asOf: Date;
}

interface DepthRow {
  readonly jobId: string;
  readonly schedule: unknown;
  readonly predecessorEnds: readonly Date[] | null;
}

/** What is known of these jobs beside their runs; a job that is not in the list of jobs is absent. */
export async function jobDepths(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  jobIds: readonly string[],
  window: Window,
): Promise<ReadonlyMap<string, Omit<JobDepth, 'tellingSpans'>>> {
  // VBR names the job that is waited for; of two with that name neither can be told.
  const { rows } = await sql<DepthRow>`
    SELECT job.id AS "jobId", job.schedule,
      CASE WHEN predecessor.id IS NOT NULL THEN ARRAY(
        SELECT run.ended_at FROM run WHERE run.vbr_server_id = ${vbrServerId} AND run.job_id = predecessor.id
          AND run.started_at BETWEEN ${window.from} AND ${window.asOf}
          AND run.ended_at IS NOT NULL AND run.outcome IN ('success', 'warning', 'failed')
        ORDER BY run.ended_at
      ) END AS "predecessorEnds"
    FROM job LEFT JOIN LATERAL (
      SELECT min(other.id) AS id FROM job AS other
      WHERE job.schedule ->> 'afterJobName' IS NOT NULL AND other.vbr_server_id = ${vbrServerId}
        AND other.name = job.schedule ->> 'afterJobName' AND other.id <> job.id
      HAVING count(*) = 1
    ) AS predecessor ON true
    WHERE job.vbr_server_id = ${vbrServerId} AND job.id = ANY(${arrayLiteral(jobIds)}::text[])`.execute(
    database,
  );
  return new Map(
    rows.map(({ jobId, schedule, predecessorEnds }) => [
      jobId,
      { schedule: scheduleFrom(schedule), predecessorEnds },
    ]),
  );
}

const timed = z.object({ localTime: z.string() });
const scheduleSchema: z.ZodType<JobSchedule> = z.object({
  daily: timed.extend({ kind: z.string(), days: z.array(z.string()) }).nullable(),
  monthly: timed.extend({ dayOfMonth: z.number().nullable() }).nullable(),
  periodically: z.object({ kind: z.string(), frequency: z.number() }).nullable(),
  isContinuous: z.boolean(),
  afterJobName: z.string().nullable(),
});

/** A document of another shape tells nothing; the habits of the job still do. */
function scheduleFrom(document: unknown): JobSchedule | null {
  const read = scheduleSchema.safeParse(document);
  return read.success ? read.data : null;
}

interface SpanRow extends TellingSpan {
  readonly jobId: string;
}

/** What the logs that were read tell of waiting and of nothing to process, by job. These records are few. */
export async function tellingSpans(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  window: Window,
): Promise<ReadonlyMap<string, readonly TellingSpan[]>> {
  const { rows } = await sql<SpanRow>`
    SELECT session.job_id AS "jobId",
      CASE WHEN record.title ~* '^nothing' THEN 'nothing-to-process' ELSE 'waiting' END AS kind,
      record.started_at AS "startedAt", record.updated_at AS "endedAt"
    FROM log_record AS record
    JOIN LATERAL (
      SELECT job_id FROM session WHERE session.vbr_server_id = ${vbrServerId} AND session.id = record.session_id
        AND session.created_at BETWEEN record.started_at - interval '7 days' AND record.started_at + interval '1 day'
      LIMIT 1
    ) AS session ON session.job_id IS NOT NULL
    WHERE record.vbr_server_id = ${vbrServerId} AND record.started_at BETWEEN ${window.from} AND ${window.asOf}
      AND record.title ~* '^(resource not ready|queued for processing|waiting for|nothing to process)'
    ORDER BY record.started_at, record.owner_id, record.record_id`.execute(database);
  const byJob = new Map<string, TellingSpan[]>();
  for (const { jobId, ...span } of rows) {
    const ofJob = byJob.get(jobId) ?? [];
    ofJob.push(span);
    byJob.set(jobId, ofJob);
  }
  return byJob;
}
