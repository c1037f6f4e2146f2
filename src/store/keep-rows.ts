import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Kept } from '../ports/collection-store.ts';
import { arrayLiteral } from './array-literal.ts';
import { copiedRows } from './copy-rows.ts';
import { lastOfEach } from './last-of-each.ts';
import type { MetricsSchema } from './schema.ts';

type ColumnOf<Row> = keyof Row & string;
type ColumnTypeName =
  | 'bigint'
  | 'boolean'
  | 'double precision'
  | 'int'
  | 'jsonb'
  | 'text'
  | 'text[]'
  | 'timestamptz'
  | 'uuid';

/** How rows of one table are kept; every key is preceded by vbr_server_id. */
export interface KeepingPlan<Row> {
  readonly table: string;
  readonly key: readonly ColumnOf<Row>[];
  readonly columns: Readonly<Record<ColumnOf<Row>, ColumnTypeName>>;
  /** Columns that are brought up to date without making the row count as changed. */
  readonly touched?: readonly ColumnOf<Row>[];
  /** Columns that only a new row takes from here: another source owns them afterwards. */
  readonly onlyWhenNew?: readonly ColumnOf<Row>[];
  /** The instant that partitions the table; part of the key. */
  readonly partitionedBy?: ColumnOf<Row>;
  /** Rows that exist are left as they are. */
  readonly appendOnly?: boolean;
}

/** The rows that were not there before, and those that were there with other content. */
export interface KeptRows<Row> {
  readonly inserted: readonly Row[];
  readonly changed: readonly Row[];
}

/** Fewer rows travel faster as parameters than by COPY into a staging table. */
const fewestToStage = 200;

/**
 * Inserts or updates rows in one statement; a row that is there already with the same content is not rewritten. Of rows with one key
 * the last stands: PostgreSQL refuses (21000) a statement that would write one row twice.
 */
export async function keepRows<Row extends object>(
  database: Kysely<MetricsSchema>,
  plan: KeepingPlan<Row>,
  vbrServerId: number,
  given: readonly Row[],
): Promise<KeptRows<Row>> {
  if (given.length === 0) return { inserted: [], changed: [] };
  const rows = lastOfEach(given, (row) => JSON.stringify(plan.key.map((name) => row[name])));
  // Outside a transaction the staging table would be empty again before it is read.
  const isStaged = rows.length >= fewestToStage && database.isTransaction;
  const incoming = isStaged ? await stagedRows(database, plan, rows) : passedRows(plan, rows);
  const kept = await keepingStatement(plan, vbrServerId, rows, incoming).execute(database);
  const inserted: Row[] = [];
  const changed: Row[] = [];
  for (const { position, is_new } of kept.rows) {
    const row = rows[position - 1];
    if (row !== undefined) (is_new ? inserted : changed).push(row);
  }
  return { inserted, changed };
}

export function countKept(...parts: readonly KeptRows<unknown>[]): Kept {
  let inserted = 0;
  let changed = 0;
  for (const part of parts) {
    inserted += part.inserted.length;
    changed += part.changed.length;
  }
  return { inserted, changed };
}

interface KeptPosition {
  readonly position: number;
  readonly is_new: boolean;
}

// Only rows that are new or differ reach the insert: a conflict locks the stored row, and writes it, even where nothing
// changes. They are looked for row after row (LATERAL … LIMIT): a table without statistics would be read as a whole.
function keepingStatement<Row>(
  plan: KeepingPlan<Row>,
  vbrServerId: number,
  rows: readonly Row[],
  incoming: RawBuilder<unknown>,
): RawBuilder<KeptPosition> {
  const columns = columnsOf(plan);
  const fixed = new Set([...plan.key, ...(plan.onlyWhenNew ?? [])]);
  const updated = columns.filter((name) => !fixed.has(name));
  const content = updated.filter((name) => plan.touched?.includes(name) !== true);
  const table = sql.table(plan.table);
  const isNew = sql`stored.vbr_server_id IS NULL`;
  const differs = (names: readonly string[]) =>
    plan.appendOnly === true ? sql`false` : differ(names, 'stored', 'incoming');
  const onConflict =
    plan.appendOnly === true
      ? sql`DO NOTHING`
      : sql`DO UPDATE SET ${sql.join(updated.map((name) => sql`${sql.ref(name)} = ${of('excluded', name)}`))}
          WHERE ${differ(updated, 'stored', 'excluded')}`;
  return sql<KeptPosition>`
    WITH incoming AS ${incoming}, told AS MATERIALIZED (
      SELECT incoming.*, ${isNew} AS is_new, ${differs(content)} AS has_other_content
      FROM incoming LEFT JOIN LATERAL (
        SELECT * FROM ${table} AS stored WHERE stored.vbr_server_id = ${vbrServerId}::int
          AND ${sameKey(plan)} ${withinMonths(plan, rows)} LIMIT 1
      ) AS stored ON true
      WHERE ${isNew} OR ${differs(updated)}
    ), written AS (
      INSERT INTO ${table} AS stored (vbr_server_id, ${names(columns)})
      SELECT ${vbrServerId}::int, ${names(columns)} FROM told ORDER BY ${names(plan.key)}
      ON CONFLICT (vbr_server_id, ${names(plan.key)}) ${onConflict}
    )
    SELECT position::int AS position, is_new FROM told WHERE is_new OR has_other_content`;
}

function columnsOf<Row>(plan: KeepingPlan<Row>): readonly ColumnOf<Row>[] {
  return Object.keys(plan.columns).filter((name): name is ColumnOf<Row> => name in plan.columns);
}

/** Copies the rows into a table of this connection that empties itself at the end of the transaction. */
async function stagedRows<Row>(
  database: Kysely<MetricsSchema>,
  plan: KeepingPlan<Row>,
  rows: readonly Row[],
): Promise<RawBuilder<unknown>> {
  const columns = columnsOf(plan);
  const staging = sql.table(`staging_${plan.table}_${columns.length}`);
  const typed = columns.map((name) => sql`${sql.ref(name)} ${sql.raw(plan.columns[name])}`);
  await sql`CREATE TEMPORARY TABLE IF NOT EXISTS ${staging} (position int, ${sql.join(typed)})
    ON COMMIT DELETE ROWS`.execute(database);
  const values = columns.map((name) =>
    rows.map((row) => travelling(row[name], plan.columns[name])),
  );
  const copied = copiedRows([rows.map((_row, place) => place + 1), ...values]);
  await sql`COPY ${staging} (position, ${names(columns)}) FROM STDIN -- ${copied}`.execute(
    database,
  );
  return sql`NOT MATERIALIZED (SELECT ${names(columns)}, position FROM ${staging})`;
}

// One array a column: half the cost of a JSON document on the server.
function passedRows<Row>(plan: KeepingPlan<Row>, rows: readonly Row[]): RawBuilder<unknown> {
  const columns = columnsOf(plan);
  const arrays = columns.map((name) => {
    const values = rows.map((row) => travelling(row[name], plan.columns[name]));
    return sql`${arrayLiteral(values)}::${sql.raw(arrayTypes[plan.columns[name]])}`;
  });
  const selected = columns.map((name) => sql`${sql.ref(name)}::${sql.raw(plan.columns[name])}`);
  return sql`MATERIALIZED (SELECT ${sql.join(selected)}, position
    FROM unnest(${sql.join(arrays)}) WITH ORDINALITY AS incoming (${names(columns)}, position))`;
}

/** A document may be a list itself, which must not become a PostgreSQL array on its way. */
function travelling(value: unknown, type: ColumnTypeName): unknown {
  return type === 'jsonb' && value !== null ? JSON.stringify(value) : value;
}

// Arrays of arrays and of documents travel as text and are cast where they arrive.
const arrayTypes: Readonly<Record<ColumnTypeName, string>> = {
  bigint: 'bigint[]',
  boolean: 'boolean[]',
  'double precision': 'double precision[]',
  int: 'int[]',
  jsonb: 'text[]',
  text: 'text[]',
  'text[]': 'text[]',
  timestamptz: 'timestamptz[]',
  uuid: 'uuid[]',
};

function sameKey<Row>(plan: KeepingPlan<Row>): RawBuilder<unknown> {
  const pairs = plan.key.map((name) => sql`${of('stored', name)} = ${of('incoming', name)}`);
  return sql.join(pairs, sql` AND `);
}

// Constants from which the planner knows the partitions before it starts.
function withinMonths<Row>(plan: KeepingPlan<Row>, rows: readonly Row[]): RawBuilder<unknown> {
  const { partitionedBy } = plan;
  if (partitionedBy === undefined) return sql``;
  const instants = rows.map((row) => Number(row[partitionedBy]));
  const least = new Date(instants.reduce((one, other) => Math.min(one, other)));
  const greatest = new Date(instants.reduce((one, other) => Math.max(one, other)));
  return sql`AND ${of('stored', partitionedBy)} BETWEEN ${least} AND ${greatest}`;
}

function names(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((name) => sql.ref(name)));
}

function of(side: string, column: string): RawBuilder<unknown> {
  return sql`${sql.ref(side)}.${sql.ref(column)}`;
}

function differ(columns: readonly string[], left: string, right: string): RawBuilder<unknown> {
  if (columns.length === 0) return sql`false`;
  const side = (name: string) => sql.join(columns.map((column) => of(name, column)));
  return sql`ROW(${side(left)}) IS DISTINCT FROM ROW(${side(right)})`;
}
