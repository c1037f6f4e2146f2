import { type Kysely, sql } from 'kysely';
import type { Kept } from '../../../ports/collection-store.ts';
import { arrayLiteral } from '../../array-literal.ts';
import { countKept, type KeepingPlan, type KeptRows, keepRows } from '../../keep-rows.ts';
import { lastOfEach } from '../../last-of-each.ts';
import type { MetricsSchema } from '../../schema.ts';
import type { ListedColumns } from '../../tables/listed-columns.ts';

type Seen = Omit<ListedColumns, 'vbr_server_id' | 'id'>;

/** What the plan of every listed kind says of the columns that all of them have. */
export const seenPlan = {
  key: ['id'],
  onlyWhenNew: ['first_seen_at'],
  touched: ['last_seen_at'],
} as const;
export const seenColumns = {
  first_seen_at: 'timestamptz',
  last_seen_at: 'timestamptz',
  is_listed: 'boolean',
} as const;

/** A reading of a list: what was kept of it, and which rows a complete one no longer holds. */
interface ListReading<Row> {
  readonly kept: KeptRows<Row>;
  readonly unlistedIds: readonly string[];
  readonly seenAt: Date;
  /** What `noteBefore` found. */
  readonly noted: ReadonlySet<string>;
}

interface ListedDescription<Source, Row> {
  readonly plan: KeepingPlan<Row>;
  readonly row: (source: Source, seen: Seen) => Row;
  /** Ids of rows of which something is to be known that keeping them overwrites. */
  readonly noteBefore?: (
    transaction: Kysely<MetricsSchema>,
    vbrServerId: number,
    rows: readonly Row[],
  ) => Promise<ReadonlySet<string>>;
  /** What else a reading means, in the same transaction. */
  readonly settle?: (
    transaction: Kysely<MetricsSchema>,
    vbrServerId: number,
    reading: ListReading<Row>,
  ) => Promise<void>;
}

/** How one listed kind is kept, inside the transaction it is given. */
export type KeepList<Source> = (
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  sources: readonly Source[],
  complete: boolean,
  seenAt: Date,
) => Promise<Kept>;

/** A listed kind from its table and the way its rows become rows of it. */
export function listedTable<Source extends { readonly id: string }, Row extends object>({
  plan,
  row,
  noteBefore,
  settle,
}: ListedDescription<Source, Row>): KeepList<Source> {
  return async (transaction, vbrServerId, sources, complete, seenAt) => {
    const seen = { first_seen_at: seenAt, last_seen_at: seenAt, is_listed: true };
    const latest = lastOfEach(sources, ({ id }) => id);
    const rows = latest.map((source) => row(source, seen));
    const noted = (await noteBefore?.(transaction, vbrServerId, rows)) ?? new Set<string>();
    const kept = await keepRows(transaction, plan, vbrServerId, rows);
    const listedIds = latest.map(({ id }) => id);
    const unlistedIds = complete
      ? await markUnlisted(transaction, plan.table, vbrServerId, listedIds)
      : [];
    await settle?.(transaction, vbrServerId, { kept, unlistedIds, seenAt, noted });
    const { inserted, changed } = countKept(kept);
    return { inserted, changed: changed + unlistedIds.length };
  };
}

async function markUnlisted(
  transaction: Kysely<MetricsSchema>,
  table: string,
  vbrServerId: number,
  listedIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    UPDATE ${sql.table(table)} AS known SET is_listed = false
    WHERE vbr_server_id = ${vbrServerId} AND is_listed
      AND NOT EXISTS (SELECT FROM unnest(${arrayLiteral(listedIds)}::text[]) AS listed (id) WHERE listed.id = known.id)
    RETURNING id`.execute(transaction);
  return rows.map((row) => row.id);
}
