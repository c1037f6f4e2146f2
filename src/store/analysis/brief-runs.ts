import { type Kysely, sql } from 'kysely';
import type { BriefRun } from '../../domain/run.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

// One row a job with a list a column: a fifth of the cost of a row a run. Numbers travel as text, which is read fastest;
// instants as milliseconds since 1970.
interface JobRow {
  readonly jobId: string;
  readonly ids: readonly string[];
  readonly starts: readonly string[];
  readonly ends: readonly string[];
  readonly outcomes: readonly BriefRun['outcome'][];
  readonly firstOutcomes: readonly BriefRun['outcome'][];
  readonly attempts: readonly string[];
  readonly groupings: readonly BriefRun['grouping'][];
  readonly firstEnds: readonly string[];
  readonly lastStarts: readonly string[];
  readonly readBytes: ReadonlyArray<string | null>;
  readonly sentBytes: ReadonlyArray<string | null>;
  readonly bottlenecks: ReadonlyArray<string | null>;
  readonly fulls: ReadonlyArray<boolean | null>;
}

const notEnded = -1;

/** The runs of these jobs that started inside the window, oldest first, by job; a job without any is absent. */
export async function briefRuns(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  jobIds: readonly string[],
  window: { readonly from: Date; readonly asOf: Date },
): Promise<ReadonlyMap<string, readonly BriefRun[]>> {
  // Job by job through the index: a search for all of them at once would read the whole history.
  const { rows } = await sql<JobRow>`
    SELECT wanted.id AS "jobId", job_runs.* FROM unnest(${arrayLiteral(jobIds)}::text[]) AS wanted (id)
    CROSS JOIN LATERAL (
      SELECT array_agg(id) AS ids,
        array_agg((extract(epoch FROM started_at) * 1000)::bigint::text) AS starts,
        array_agg(coalesce((extract(epoch FROM ended_at) * 1000)::bigint, ${notEnded})::text) AS ends,
        array_agg(outcome) AS outcomes, array_agg(first_attempt_outcome) AS "firstOutcomes",
        array_agg(attempts::text) AS attempts, array_agg(grouping) AS groupings,
        array_agg(coalesce((extract(epoch FROM first_attempt_ended_at) * 1000)::bigint, ${notEnded})::text) AS "firstEnds",
        array_agg((extract(epoch FROM last_attempt_started_at) * 1000)::bigint::text) AS "lastStarts",
        array_agg(read_bytes::text) AS "readBytes", array_agg(transferred_bytes::text) AS "sentBytes",
        array_agg(bottleneck) AS bottlenecks, array_agg(is_full) AS fulls
      FROM (
        SELECT * FROM run WHERE vbr_server_id = ${vbrServerId} AND job_id = wanted.id
          AND started_at BETWEEN ${window.from} AND ${window.asOf}
        ORDER BY started_at, id
      ) AS in_order
    ) AS job_runs
    WHERE job_runs.ids IS NOT NULL`.execute(database);
  return new Map(rows.map((row) => [row.jobId, runsOf(row)]));
}

function runsOf(row: JobRow): readonly BriefRun[] {
  return row.ids.map((id, place): BriefRun => {
    return {
      id,
      startedAt: new Date(Number(row.starts[place])),
      endedAt: instantAt(row.ends, place),
      outcome: row.outcomes[place] ?? 'unknown',
      firstAttemptOutcome: row.firstOutcomes[place] ?? 'unknown',
      attempts: Number(row.attempts[place]),
      grouping: row.groupings[place] ?? 'inferred',
      firstAttemptEndedAt: instantAt(row.firstEnds, place),
      lastAttemptStartedAt: new Date(Number(row.lastStarts[place])),
      readBytes: numberAt(row.readBytes, place),
      transferredBytes: numberAt(row.sentBytes, place),
      bottleneck: row.bottlenecks[place] ?? null,
      isFull: row.fulls[place] ?? null,
    };
  });
}

function instantAt(milliseconds: readonly string[], place: number): Date | null {
  const value = Number(milliseconds[place] ?? notEnded);
  return value === notEnded ? null : new Date(value);
}

function numberAt(figures: ReadonlyArray<string | null>, place: number): number | null {
  const text = figures[place] ?? null;
  return text === null ? null : Number(text);
}
