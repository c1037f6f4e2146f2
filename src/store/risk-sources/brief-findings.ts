import { type Kysely, sql } from 'kysely';
import type { Finding } from '../../domain/finding.ts';
import type { BriefFinding, WantedFindings } from '../../ports/risk-sources.ts';
import { arrayLiteral } from '../array-literal.ts';
import { judgementFrom } from '../finding-row.ts';
import type { MetricsSchema } from '../schema.ts';

const findingsPerBatch = 1000;

interface BriefRow {
  readonly id: string;
  readonly name: string;
  readonly asOf: Date;
  readonly status: Finding['status'];
  readonly reason: string | null;
  readonly score: number | null;
  readonly parts: unknown;
  readonly confidence: unknown;
  readonly measures: Readonly<Record<string, unknown>> | null;
}

/** Streams the current findings with the measures that are wanted: of thousands of workloads the rest is half of what there is to read. */
export async function* briefFindings(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  { feature, kind, measures, withJudgement }: WantedFindings,
): AsyncIterable<readonly BriefFinding[]> {
  const judgement = withJudgement ? sql`parts, confidence` : sql`NULL AS parts, NULL AS confidence`;
  let after = '';
  for (;;) {
    const { rows }: { readonly rows: readonly BriefRow[] } = await sql<BriefRow>`
      SELECT subject_id AS id, subject_name AS name, as_of AS "asOf", status, reason, score, ${judgement}, (
          SELECT jsonb_object_agg(key, value) FROM jsonb_each(measures)
          WHERE key = ANY(${arrayLiteral(measures)}::text[])
        ) AS measures
      FROM finding
      WHERE vbr_server_id = ${vbrServerId} AND feature = ${feature} AND subject_kind = ${kind} AND subject_id > ${after}
      ORDER BY subject_id LIMIT ${findingsPerBatch}`.execute(database);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    yield rows.map((row) => briefFrom(row, kind));
    if (rows.length < findingsPerBatch) return;
  }
}

function briefFrom(row: BriefRow, kind: WantedFindings['kind']): BriefFinding {
  const { id, name, asOf, status, reason, score, parts, confidence, measures } = row;
  const subject = { kind, id, name };
  const judgement = parts === null ? null : judgementFrom(subject, { parts, confidence });
  return { subject, asOf, status, reason, score, judgement, measures: measures ?? {} };
}
