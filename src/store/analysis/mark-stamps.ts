import { type Kysely, sql } from 'kysely';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

/** Each table of marks with the column that names what is marked. */
const markedBy = {
  fold_mark: 'job_id',
  analysis_mark: 'job_id',
  workload_mark: 'name',
  efficiency_mark: 'job_id',
} as const;
type MarkTableName = keyof typeof markedBy;

/** The stamps this store put on the marks it read, so that it clears none that changed since. */
export interface MarkStamps {
  readonly remember: (vbrServerId: number, marked: string, stamp: string) => void;
  /** Puts a stamp on those of them that are marked and remembers it. */
  readonly stamp: (
    database: Kysely<MetricsSchema>,
    vbrServerId: number,
    marked: readonly string[],
  ) => Promise<void>;
  /** Clears the marks whose stamp is still the one that was read; marks never read here stay. */
  readonly clear: (
    transaction: Kysely<MetricsSchema>,
    vbrServerId: number,
    marked: readonly string[],
  ) => Promise<void>;
}

export function createMarkStamps(table: MarkTableName): MarkStamps {
  const stamps = new Map<string, string>();
  const keyOf = (vbrServerId: number, marked: string) => `${vbrServerId} ${marked}`;
  const isOneOf = (marked: readonly string[]) =>
    sql`${sql.ref(`${table}.${markedBy[table]}`)} = ANY(${arrayLiteral(marked)}::text[])`;
  const remember: MarkStamps['remember'] = (vbrServerId, marked, stamp) => {
    stamps.set(keyOf(vbrServerId, marked), stamp);
  };
  return {
    remember,
    stamp: async (database, vbrServerId, marked) => {
      const column = sql.ref(`${table}.${markedBy[table]}`);
      const stamped = await sql<{ marked: string; read_as: string }>`
        WITH next AS (
          SELECT ${column} AS marked FROM ${sql.table(table)}
          WHERE vbr_server_id = ${vbrServerId} AND ${isOneOf(marked)}
          ORDER BY marked FOR UPDATE
        )
        UPDATE ${sql.table(table)} SET read_as = gen_random_uuid() FROM next
        WHERE vbr_server_id = ${vbrServerId} AND ${column} = next.marked
        RETURNING next.marked, read_as`.execute(database);
      for (const mark of stamped.rows) remember(vbrServerId, mark.marked, mark.read_as);
    },
    clear: async (transaction, vbrServerId, marked) => {
      const read = marked.flatMap((each) => stamps.get(keyOf(vbrServerId, each)) ?? []);
      if (read.length === 0) return;
      await sql`
        DELETE FROM ${sql.table(table)}
        WHERE vbr_server_id = ${vbrServerId} AND ${isOneOf(marked)}
          AND read_as = ANY(${arrayLiteral(read)}::uuid[])`.execute(transaction);
      for (const each of marked) stamps.delete(keyOf(vbrServerId, each));
    },
  };
}
