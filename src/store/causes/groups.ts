import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type Cause, causeKey, type FailureGroup } from '../../domain/cause.ts';
import type { CausesToGroup } from '../../ports/cause-store.ts';
import type { Kept } from '../../ports/collection-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import { countKept, type KeepingPlan, keepRows } from '../keep-rows.ts';
import type { MetricsSchema } from '../schema.ts';
import type { FailureGroupTable } from '../tables/cause-tables.ts';
import { type CauseRow, causeFrom } from './cause-row.ts';

type GroupRow = Omit<FailureGroupTable, 'vbr_server_id' | 'is_open'>;

const groupPlan: KeepingPlan<GroupRow> = {
  table: 'failure_group',
  key: ['id'],
  columns: {
    id: 'text',
    cause_key: 'text',
    cause_class: 'text',
    signature_id: 'text',
    fingerprint: 'text',
    component_kind: 'text',
    component_name: 'text',
    first_seen_at: 'timestamptz',
    last_seen_at: 'timestamptz',
    job_ids: 'text[]',
    workloads: 'text[]',
    run_ids: 'text[]',
  },
};

/** Keys whose causes are read at once; a key has a few hundred causes on a large estate. */
const keysPerBatch = 25;

/** The marked keys in batches, with their causes from the beginning of the spell that the change belongs to. */
export async function* causesToGroup(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  longestGapHours: number,
): AsyncIterable<CausesToGroup> {
  let after = '';
  for (;;) {
    const spans = await nextSpans(database, vbrServerId, after, longestGapHours);
    const last = spans.at(-1);
    if (last === undefined) return;
    after = last.key;
    yield { spans, causes: await causesOf(database, vbrServerId, spans) };
  }
}

// Goes back over groups that reach near enough to the change, or to one another, to be one spell with it.
async function nextSpans(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  after: string,
  longestGapHours: number,
): Promise<CausesToGroup['spans']> {
  const { rows } = await sql<CausesToGroup['spans'][number]>`
    WITH RECURSIVE marked AS (
      SELECT cause_key, changed_since FROM group_mark
      WHERE vbr_server_id = ${vbrServerId}::int AND cause_key > ${after} ORDER BY cause_key LIMIT ${keysPerBatch}
    ), reached (cause_key, start) AS (
      SELECT cause_key, changed_since FROM marked
      UNION
      SELECT reached.cause_key, (
        SELECT min(first_seen_at) FROM failure_group
        WHERE vbr_server_id = ${vbrServerId}::int AND failure_group.cause_key = reached.cause_key
          AND last_seen_at >= reached.start - make_interval(secs => ${longestGapHours * 3600}::double precision)
          AND first_seen_at < reached.start
      ) FROM reached WHERE reached.start IS NOT NULL
    )
    SELECT cause_key AS key, min(start) AS "from" FROM reached GROUP BY cause_key ORDER BY cause_key`.execute(
    database,
  );
  return rows;
}

async function causesOf(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  spans: CausesToGroup['spans'],
): Promise<readonly Cause[]> {
  const { rows } = await sql<CauseRow>`
    SELECT run_cause.* FROM ${spansTable(spans)} AS span (key, starts)
    JOIN run_cause ON run_cause.vbr_server_id = ${vbrServerId}::int AND run_cause.cause_key = span.key
      AND run_cause.at >= span.starts`.execute(database);
  return rows.map(causeFrom);
}

function spansTable(spans: CausesToGroup['spans']): RawBuilder<unknown> {
  return sql`unnest(${arrayLiteral(spans.map(({ key }) => key))}::text[],
    ${arrayLiteral(spans.map(({ from }) => from))}::timestamptz[])`;
}

/** Groups and the marks of their keys in one transaction; a group that is no longer found goes. */
export function replaceGroups(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  spans: CausesToGroup['spans'],
  groups: readonly Omit<FailureGroup, 'isOpen'>[],
): Promise<Kept> {
  const rows = groups.map(groupRow);
  return database.transaction().execute(async (transaction) => {
    const removed = await sql`
      DELETE FROM failure_group USING ${spansTable(spans)} AS span (key, starts)
      WHERE vbr_server_id = ${vbrServerId}::int AND cause_key = span.key AND first_seen_at >= span.starts
        AND id <> ALL(${arrayLiteral(rows.map((row) => row.id))}::text[])`.execute(transaction);
    const { inserted, changed } = countKept(
      await keepRows(transaction, groupPlan, vbrServerId, rows),
    );
    await transaction
      .deleteFrom('group_mark')
      .where('vbr_server_id', '=', vbrServerId)
      .where(sql<boolean>`cause_key = ANY(${arrayLiteral(spans.map(({ key }) => key))}::text[])`)
      .execute();
    return { inserted, changed: changed + Number(removed.numAffectedRows ?? 0) };
  });
}

function groupRow(group: Omit<FailureGroup, 'isOpen'>): GroupRow {
  return {
    id: group.id,
    cause_key: causeKey({ causeClass: group.causeClass, fingerprint: group.fingerprint ?? '' }),
    cause_class: group.causeClass,
    signature_id: group.signatureId,
    fingerprint: group.fingerprint,
    component_kind: group.component?.kind ?? null,
    component_name: group.component?.name ?? null,
    first_seen_at: group.firstSeenAt,
    last_seen_at: group.lastSeenAt,
    job_ids: group.jobIds,
    workloads: group.workloads,
    run_ids: group.runIds,
  };
}
