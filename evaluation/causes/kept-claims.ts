import { z } from 'zod';
import {
  type EstateMeasures,
  estateMeasuresSchema,
  type JobMeasures,
  jobMeasuresSchema,
} from '../../src/analysers/health/measures.ts';
import {
  type WorkloadMeasures,
  workloadMeasuresSchema,
} from '../../src/analysers/protection/measures.ts';
import { type ConnectionSettings, withClient } from '../../src/store/connection.ts';

const keptCause = z.object({
  run_id: z.string(),
  job_id: z.string(),
  outcome: z.enum(['failed', 'warning']),
  cause_class: z.string(),
  signature_id: z.string().nullable(),
  text: z.string(),
});
const keptGroup = z.object({
  id: z.string(),
  cause_class: z.string(),
  component_kind: z.string().nullable(),
  component_name: z.string().nullable(),
  run_ids: z.array(z.string()),
});
const keptFinding = z.object({ subject_id: z.string(), measures: z.unknown() });

const firstRun = z.object({ job_id: z.string(), first: z.date() });

/** Causes whose evidence is not among the kept rows, with what is wrong. */
const unproven = z.object({ run_id: z.string(), fault: z.string() });

export type KeptCause = z.infer<typeof keptCause>;
export type KeptGroup = z.infer<typeof keptGroup>;

/** What the product says of an estate, as it is kept. */
export interface KeptClaims {
  readonly causes: readonly KeptCause[];
  readonly groups: readonly KeptGroup[];
  readonly unproven: readonly z.infer<typeof unproven>[];
  readonly pendingLogs: number;
  /** Start of each job's first run. */
  readonly firstRuns: ReadonlyMap<string, Date>;
  readonly jobs: ReadonlyMap<string, JobMeasures>;
  readonly failingTogether: EstateMeasures['failingTogether'];
  readonly workloads: ReadonlyMap<string, WorkloadMeasures>;
}

// The line that a cause shows is cut behind 500 characters and begins with an ellipsis where its head is cut off.
const unprovenCauses = `
  SELECT c.run_id, CASE
      WHEN s.id IS NULL THEN 'no session ' || c.session_id
      WHEN c.task_id IS NOT NULL AND t.id IS NULL THEN 'no task ' || c.task_id
      WHEN c.record_id IS NOT NULL AND r.record_id IS NULL THEN 'no record ' || c.record_id
      WHEN position(trim(both '…' from c.text) in
        coalesce(r.title || ' ' || r.description, t.message, s.message, '')) = 0
        THEN 'the text is not in its line: ' || left(c.text, 80)
      ELSE 'the span lies outside of the text'
    END AS fault
  FROM run_cause c
  LEFT JOIN session s ON s.vbr_server_id = c.vbr_server_id AND s.id = c.session_id
  LEFT JOIN task t ON t.vbr_server_id = c.vbr_server_id AND t.id = c.task_id AND t.session_id = c.session_id
  LEFT JOIN log_record r ON r.vbr_server_id = c.vbr_server_id AND r.record_id = c.record_id
    AND r.session_id = c.session_id
    AND r.owner_kind = CASE WHEN c.task_id IS NULL THEN 'session' ELSE 'task' END
    AND r.owner_id = coalesce(c.task_id, c.session_id)
  WHERE s.id IS NULL OR (c.task_id IS NOT NULL AND t.id IS NULL)
    OR (c.record_id IS NOT NULL AND r.record_id IS NULL)
    OR position(trim(both '…' from c.text) in
      coalesce(r.title || ' ' || r.description, t.message, s.message, '')) = 0
    OR c.span_start < 0 OR c.span_end > length(c.text) OR c.span_start >= c.span_end`;

const firstRuns = 'SELECT job_id, min(started_at) AS first FROM run GROUP BY job_id';
const findings = (feature: string, kind: string) =>
  `SELECT subject_id, measures FROM finding WHERE feature = '${feature}' AND subject_kind = '${kind}'`;

/** Reads them with the analyst's rights. */
export function keptClaims(connection: ConnectionSettings): Promise<KeptClaims> {
  return withClient(connection, 'claims', async (client) => {
    const read = async <Row>(schema: z.ZodType<Row>, query: string) =>
      z.array(schema).parse((await client.query(query)).rows);
    const measures = async <Row>(schema: z.ZodType<Row>, feature: string, kind: string) => {
      const rows = await read(keptFinding, findings(feature, kind));
      return new Map(rows.map((row) => [row.subject_id, schema.parse(row.measures)]));
    };
    const count = z.object({ count: z.coerce.number() });
    const pending = await read(count, "SELECT count(*) FROM log_state WHERE state = 'pending'");
    const [estate] = (await measures(estateMeasuresSchema, 'health', 'estate')).values();
    return {
      causes: await read(keptCause, 'SELECT * FROM run_cause'),
      groups: await read(keptGroup, 'SELECT * FROM failure_group'),
      unproven: await read(unproven, unprovenCauses),
      pendingLogs: pending[0]?.count ?? 0,
      firstRuns: new Map(
        (await read(firstRun, firstRuns)).map(({ job_id, first }) => [job_id, first]),
      ),
      jobs: await measures(jobMeasuresSchema, 'health', 'job'),
      failingTogether: estate?.failingTogether ?? null,
      workloads: await measures(workloadMeasuresSchema, 'protection', 'workload'),
    };
  });
}
