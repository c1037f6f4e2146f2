import { type Kysely, sql } from 'kysely';
import type { Cause } from '../../domain/cause.ts';
import type { Kept } from '../../ports/collection-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import { countKept, keepRows } from '../keep-rows.ts';
import type { MetricsSchema } from '../schema.ts';
import { type CauseRow, causePlan, causeRow } from './cause-row.ts';

type Placed = Pick<CauseRow, 'run_id' | 'workload' | 'cause_key' | 'at'>;

/** Causes, the marks of their runs and the marks of the groups they change in one transaction. */
export function replaceCauses(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  runIds: readonly string[],
  causes: readonly Cause[],
): Promise<Kept> {
  const rows = causes.map(causeRow);
  return database.transaction().execute(async (transaction) => {
    const before = await causesOf(transaction, vbrServerId, runIds);
    const removed = await removeOthers(transaction, vbrServerId, runIds, rows);
    const kept = await keepRows(transaction, causePlan, vbrServerId, rows);
    const replaced = new Set(kept.changed.map(placeOf));
    const changedBefore = before.filter((row) => replaced.has(placeOf(row)));
    const touched = [...removed, ...changedBefore, ...kept.inserted, ...kept.changed];
    await markGroups(transaction, vbrServerId, touched);
    await clearMarks(transaction, vbrServerId, runIds);
    const { inserted, changed } = countKept(kept);
    return { inserted, changed: changed + removed.length };
  });
}

function placeOf({ run_id: runId, workload }: Pick<Placed, 'run_id' | 'workload'>): string {
  return `${runId} ${workload}`;
}

function causesOf(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  runIds: readonly string[],
): Promise<readonly Placed[]> {
  return transaction
    .selectFrom('run_cause')
    .select(['run_id', 'workload', 'cause_key', 'at'])
    .where('vbr_server_id', '=', vbrServerId)
    .where(sql<boolean>`run_id = ANY(${arrayLiteral(runIds)}::text[])`)
    .execute();
}

function removeOthers(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  runIds: readonly string[],
  rows: readonly CauseRow[],
): Promise<readonly Placed[]> {
  const kept = sql`SELECT FROM unnest(
      ${arrayLiteral(rows.map((row) => row.run_id))}::text[], ${arrayLiteral(rows.map((row) => row.workload))}::text[]
    ) AS kept (run_id, workload) WHERE kept.run_id = run_cause.run_id AND kept.workload = run_cause.workload`;
  return transaction
    .deleteFrom('run_cause')
    .where('vbr_server_id', '=', vbrServerId)
    .where(sql<boolean>`run_id = ANY(${arrayLiteral(runIds)}::text[])`)
    .where(sql<boolean>`NOT EXISTS (${kept})`)
    .returning(['run_id', 'workload', 'cause_key', 'at'])
    .execute();
}

async function markGroups(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  touched: readonly Placed[],
): Promise<void> {
  const since = new Map<string, Date>();
  for (const { cause_key: key, at } of touched) {
    const earliest = since.get(key);
    if (earliest === undefined || at < earliest) since.set(key, at);
  }
  if (since.size === 0) return;
  await sql`
    INSERT INTO group_mark (vbr_server_id, cause_key, changed_since)
    SELECT ${vbrServerId}::int, cause_key, changed_since
    FROM unnest(${arrayLiteral([...since.keys()])}::text[], ${arrayLiteral([...since.values()])}::timestamptz[])
      AS mark (cause_key, changed_since)
    ORDER BY cause_key
    ON CONFLICT (vbr_server_id, cause_key) DO UPDATE SET changed_since = excluded.changed_since
      WHERE group_mark.changed_since > excluded.changed_since`.execute(transaction);
}

async function clearMarks(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  runIds: readonly string[],
): Promise<void> {
  await transaction
    .deleteFrom('cause_mark')
    .where('vbr_server_id', '=', vbrServerId)
    .where(sql<boolean>`run_id = ANY(${arrayLiteral(runIds)}::text[])`)
    .execute();
}
