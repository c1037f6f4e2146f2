import { pipeline } from 'node:stream/promises';
import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { databaseFault, withClient } from '../connection.ts';
import { holdMigrationLock } from '../migrate/apply-migrations.ts';
import type { Databases } from '../migrate/migrate-databases.ts';
import type { DatabaseKind, Migration } from '../migrate/migration-files.ts';
import { damagedFile, halfImported, newerFile, notEmpty } from './backup-faults.ts';
import type { BackupHeader } from './backup-format.ts';
import { type BackedUpTable, backedUpTables } from './backup-tables.ts';
import { plainCopying } from './plain-copying.ts';
import {
  type BackupContents,
  type BackupTable,
  readBackup,
  readingFault,
  verifyBackup,
} from './read-backup.ts';
import { applyFrom, buildSchemaAt, filledTables, matchingTable } from './schema-at.ts';

export interface ImportParts {
  /** Makes the databases and their schema where they are missing; called once the backup is known to be whole. */
  readonly prepare: () => Promise<unknown>;
  /** Opens the backup from its beginning; it is read twice. */
  readonly open: () => AsyncIterable<Uint8Array>;
  readonly migrations: Readonly<Record<DatabaseKind, readonly Migration[]>>;
  readonly tell: (text: string) => void;
}

/** What an import came to. */
export interface Imported {
  readonly header: BackupHeader;
  readonly tables: number;
  readonly rows: number;
  /** Databases that an import of the same file had filled before. */
  readonly doneBefore: readonly DatabaseKind[];
}

/** A database of an import, in its transaction; null once it was filled before. */
interface Target {
  readonly client: Client;
  readonly tables: readonly BackedUpTable[];
}

const applicationName = 'dr365 import';

/**
 * Reads a backup into two empty databases, as their owner: first the whole file is checked, then both
 * databases are filled, each in one transaction, at the schema of the file, and migrated forwards. The commits come last, one
 * after the other; should the second fail, an import of the same file goes on there.
 */
export async function importDatabases(
  databases: Databases,
  { prepare, open, migrations, tell }: ImportParts,
): Promise<Imported> {
  try {
    tell('checking the backup');
    const contents = await verifyBackup(open());
    requireKnown(contents.header, migrations);
    await prepare();
    return await withClient(databases.metrics, applicationName, async (metrics) => {
      await holdMigrationLock(metrics);
      return withClient(databases.risk, applicationName, (risk) =>
        fillBoth({ metrics, risk }, contents, { open, migrations, tell }),
      );
    });
  } catch (error) {
    throw databaseFault(readingFault(error), databases.metrics);
  }
}

function requireKnown({ schema }: BackupHeader, migrations: ImportParts['migrations']): void {
  for (const database of ['metrics', 'risk'] as const) {
    const newest = migrations[database].length;
    if (schema[database] > newest) {
      throw newerFile(`${database} schema ${schema[database]}, this one knows ${newest}`);
    }
  }
}

async function fillBoth(
  clients: Readonly<Record<DatabaseKind, Client>>,
  contents: BackupContents,
  { open, migrations, tell }: Omit<ImportParts, 'prepare'>,
): Promise<Imported> {
  const { header } = contents;
  const targets: Record<DatabaseKind, Target | null> = { metrics: null, risk: null };
  for (const database of ['metrics', 'risk'] as const) {
    const client = clients[database];
    if (await wasFilledBy(client, header)) continue;
    targets[database] = await begin(client, database, header, migrations[database]);
  }
  const doneBefore = (['metrics', 'risk'] as const).filter((name) => targets[name] === null);
  const again = await readBackup(
    open(),
    async ({ id }) => {
      if (id !== header.id) throw damagedFile('it was changed while it was read');
    },
    async (table) => {
      const { database, table: name } = table.header;
      const target = targets[database];
      tell(`importing ${database}: ${name}`);
      if (target === null) for await (const _ of table.rows);
      else await fill(target, database, table);
    },
  );
  if (again.rows !== contents.rows) throw damagedFile('it was changed while it was read');
  for (const database of ['metrics', 'risk'] as const) {
    const target = targets[database];
    if (target !== null)
      await finish(target, header, header.schema[database], migrations[database]);
  }
  tell('committing');
  await targets.metrics?.client.query('COMMIT');
  await targets.risk?.client.query('COMMIT').catch((error: unknown) => {
    throw halfImported(error);
  });
  return { header, tables: again.tables.length, rows: again.rows, doneBefore };
}

async function begin(
  client: Client,
  database: DatabaseKind,
  header: BackupHeader,
  migrations: readonly Migration[],
): Promise<Target> {
  await client.query('BEGIN');
  await client.query(plainCopying);
  const filled = await filledTables(client);
  if (filled.length > 0) throw notEmpty(database, filled);
  await buildSchemaAt(client, header.schema[database], migrations);
  return { client, tables: await backedUpTables(client) };
}

async function fill(
  { client, tables }: Target,
  database: DatabaseKind,
  { header, rows }: BackupTable,
): Promise<void> {
  const { table } = matchingTable(database, tables, header);
  for (const month of header.partitions) {
    const day = `${month.slice(0, 4)}-${month.slice(4)}-01`;
    await client.query(`SELECT public.${escapeIdentifier(`ensure_${table}_partitions`)}($1, $1)`, [
      day,
    ]);
  }
  const names = header.columns.map((column) => escapeIdentifier(column)).join(', ');
  const statement = `COPY public.${escapeIdentifier(table)} (${names}) FROM STDIN`;
  await pipeline(rows, client.query(copyFrom(statement)));
}

/** Numbers that the database gives go on behind those of the rows; then the schema is brought forwards. */
async function finish(
  { client, tables }: Target,
  { id }: BackupHeader,
  from: number,
  migrations: readonly Migration[],
): Promise<void> {
  await setSequences(client);
  await applyFrom(client, from, migrations.length, migrations);
  await client.query(`COMMENT ON TABLE public.schema_migration IS ${escapeLiteral(markOf(id))}`);
  for (const { table } of tables) {
    await client.query(`ANALYZE public.${escapeIdentifier(table)}`);
  }
}

async function setSequences(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; column: string; sequence: string }>(
    `SELECT attrelid::regclass::text AS name, attname::text AS "column",
       pg_get_serial_sequence(attrelid::regclass::text, attname::text) AS sequence
     FROM pg_attribute JOIN pg_class AS kept ON kept.oid = attrelid
     WHERE kept.relnamespace = 'public'::regnamespace AND kept.relkind IN ('r', 'p') AND NOT kept.relispartition
       AND attnum > 0 AND NOT attisdropped AND attidentity <> ''`,
  );
  for (const { name, column, sequence } of rows) {
    await client.query(
      `SELECT setval($1, greatest(newest, 1), newest IS NOT NULL)
       FROM (SELECT max(${escapeIdentifier(column)}) AS newest FROM ${name}) AS held`,
      [sequence],
    );
  }
}

/** Left by an import in the transaction that fills a database, so that a second one knows what is done. */
function markOf(id: string): string {
  return `imported from the backup ${id}`;
}

async function wasFilledBy(client: Client, { id }: BackupHeader): Promise<boolean> {
  const { rows } = await client.query<{ mark: string | null }>(
    "SELECT obj_description(to_regclass('public.schema_migration'), 'pg_class') AS mark",
  );
  return rows[0]?.mark === markOf(id);
}
