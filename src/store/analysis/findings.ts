import { type Kysely, sql } from 'kysely';
import type { Feature, Finding, SubjectKind } from '../../domain/finding.ts';
import { unknownPlatform } from '../../domain/workload.ts';
import type { FindingPart } from '../../ports/analysis-store.ts';
import type { Kept } from '../../ports/collection-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import { findingFrom, findingPlan, findingRow, verdictColumns } from '../finding-row.ts';
import { countKept, keepRows } from '../keep-rows.ts';
import { lastOfEach } from '../last-of-each.ts';
import type { MetricsSchema } from '../schema.ts';
import type { MarkStamps } from './mark-stamps.ts';

const findingsPerBatch = 500;

/** Current findings, the day's history and the analysis marks in one transaction. */
export function keepFindings(
  database: Kysely<MetricsSchema>,
  stamps: Readonly<Record<'job' | 'workload', MarkStamps>>,
  vbrServerId: number,
  passId: string,
  findings: readonly Finding[],
): Promise<Kept> {
  const latest = lastOfEach(
    findings,
    ({ feature, subject }) => `${feature} ${subject.kind} ${subject.id}`,
  );
  const rows = latest.map((finding) => findingRow(finding, passId));
  const jobs = latest.flatMap(({ subject }) => (subject.kind === 'job' ? [subject.id] : []));
  const workloads = latest.flatMap(({ subject }) =>
    subject.kind === 'workload' ? [subject.name] : [],
  );
  return database.transaction().execute(async (transaction) => {
    await placeWorkloads(transaction, vbrServerId, latest);
    const kept = await keepRows(transaction, findingPlan, vbrServerId, rows);
    await keepHistory(transaction, vbrServerId, latest);
    await stamps.job.clear(transaction, vbrServerId, jobs);
    await stamps.workload.clear(transaction, vbrServerId, workloads);
    return countKept(kept);
  });
}

/** Streams the current findings of one feature and kind, in order of their subjects' ids. */
export async function* currentFindings(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  feature: Feature,
  kind: SubjectKind,
  { subjectIds, measures }: FindingPart = {},
): AsyncIterable<readonly Finding[]> {
  let after: string | null = null;
  for (;;) {
    let next = database
      .selectFrom('finding')
      .select([...verdictColumns, measuresNamed(measures)])
      .where('vbr_server_id', '=', vbrServerId)
      .where('feature', '=', feature)
      .where('subject_kind', '=', kind)
      .orderBy('subject_id')
      .limit(findingsPerBatch);
    if (after !== null) next = next.where('subject_id', '>', after);
    if (subjectIds !== undefined) {
      next = next.where(sql<boolean>`subject_id = ANY(${arrayLiteral(subjectIds)}::text[])`);
    }
    const rows = await next.execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    yield rows.map(findingFrom);
  }
}

function measuresNamed(names: readonly string[] | undefined) {
  if (names === undefined) return sql.ref('measures').as('measures');
  return sql`(
    SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(measures) WHERE key = ANY(${arrayLiteral(names)}::text[])
  )`.as('measures');
}

/** A workload known by its tasks alone has no platform; once its restore points name one, its finding goes on under that. */
async function placeWorkloads(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  findings: readonly Finding[],
): Promise<void> {
  const placed = findings.filter(
    ({ feature, subject }) =>
      feature === 'protection' &&
      subject.kind === 'workload' &&
      subject.id !== `${unknownPlatform}/${subject.name}`,
  );
  if (placed.length === 0) return;
  const ids = placed.map(({ subject }) => subject.id);
  const unplaced = placed.map(({ subject }) => `${unknownPlatform}/${subject.name}`);
  await sql`
    UPDATE finding AS unplaced SET subject_id = placed.id
    FROM (
      SELECT DISTINCT ON (former) former, id
      FROM unnest(${arrayLiteral(unplaced)}::text[], ${arrayLiteral(ids)}::text[]) AS named (former, id)
      WHERE NOT EXISTS (
        SELECT FROM finding AS known
        WHERE known.vbr_server_id = ${vbrServerId} AND known.feature = 'protection'
          AND known.subject_kind = 'workload' AND known.subject_id = named.id
      )
      ORDER BY former, id
    ) AS placed
    WHERE unplaced.vbr_server_id = ${vbrServerId} AND unplaced.feature = 'protection'
      AND unplaced.subject_kind = 'workload' AND unplaced.subject_id = placed.former`.execute(
    transaction,
  );
}

async function keepHistory(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  findings: readonly Finding[],
): Promise<void> {
  if (findings.length === 0) return;
  await sql`
    INSERT INTO finding_history AS known
      (vbr_server_id, feature, subject_kind, subject_id, day, as_of, status, score, grade)
    SELECT vbr_server_id, feature, subject_kind, subject_id, (as_of AT TIME ZONE 'UTC')::date, as_of, status, score, grade
    FROM finding JOIN unnest(
      ${arrayLiteral(findings.map((finding) => finding.feature))}::text[],
      ${arrayLiteral(findings.map(({ subject }) => subject.kind))}::text[],
      ${arrayLiteral(findings.map(({ subject }) => subject.id))}::text[]
    ) AS written (feature, subject_kind, subject_id) USING (feature, subject_kind, subject_id)
    WHERE vbr_server_id = ${vbrServerId}
    ON CONFLICT (vbr_server_id, feature, subject_kind, subject_id, day) DO UPDATE SET
      as_of = excluded.as_of, status = excluded.status, score = excluded.score, grade = excluded.grade
      WHERE known.as_of <= excluded.as_of`.execute(transaction);
}
