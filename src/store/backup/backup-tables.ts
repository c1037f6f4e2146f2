import type { Client } from 'pg';

/** A table as a backup holds it. */
export interface BackedUpTable {
  readonly table: string;
  readonly columns: readonly string[];
  readonly partitions: readonly string[];
}

interface TableRow extends BackedUpTable {
  readonly needs: readonly string[];
}

/**
 * The tables of the database that is connected to, each after those that it refers to. The record of applied migrations is
 * none of them: it belongs to the schema.
 */
export async function backedUpTables(client: Client): Promise<readonly BackedUpTable[]> {
  const { rows } = await client.query<TableRow>(
    `SELECT kept.relname::text AS "table",
       ARRAY(SELECT attname::text FROM pg_attribute
         WHERE attrelid = kept.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum) AS columns,
       ARRAY(SELECT right(part.relname, 6) FROM pg_inherits JOIN pg_class AS part ON part.oid = inhrelid
         WHERE inhparent = kept.oid AND part.relname ~ '_[0-9]{6}$' ORDER BY part.relname) AS partitions,
       ARRAY(SELECT other.relname::text FROM pg_constraint JOIN pg_class AS other ON other.oid = confrelid
         WHERE conrelid = kept.oid AND contype = 'f' AND confrelid <> kept.oid) AS needs
     FROM pg_class AS kept
     WHERE kept.relnamespace = 'public'::regnamespace AND kept.relkind IN ('r', 'p') AND NOT kept.relispartition
       AND kept.relname <> 'schema_migration'
     ORDER BY kept.relname`,
  );
  return inOrder(rows);
}

/** Each after what it needs; the order of those that need nothing of each other stays. */
function inOrder(tables: readonly TableRow[]): readonly BackedUpTable[] {
  const known = new Map(tables.map((table) => [table.table, table]));
  const placed = new Map<string, BackedUpTable>();
  const place = ({ needs, ...table }: TableRow): void => {
    if (placed.has(table.table)) return;
    for (const name of needs) {
      const needed = known.get(name);
      if (needed !== undefined) place(needed);
    }
    placed.set(table.table, table);
  };
  for (const table of tables) place(table);
  return [...placed.values()];
}
