import { type Client, escapeIdentifier } from 'pg';
import type { DatabaseKind, Migration } from '../migrate/migration-files.ts';
import { appliedNumbers } from '../migrate/schema-version.ts';
import { damagedFile } from './backup-faults.ts';
import { type BackedUpTable, backedUpTables } from './backup-tables.ts';

/** Names of those tables that hold a row. */
export async function filledTables(client: Client): Promise<readonly string[]> {
  const filled: string[] = [];
  for (const { table } of await backedUpTables(client)) {
    const { rows } = await client.query<{ filled: boolean }>(
      `SELECT EXISTS (SELECT FROM public.${escapeIdentifier(table)}) AS filled`,
    );
    if (rows[0]?.filled === true) filled.push(table);
  }
  return filled;
}

/**
 * Gives an empty database the schema of a certain number, inside the transaction of the caller: one that is newer is taken
 * down and built anew up to there.
 */
export async function buildSchemaAt(
  client: Client,
  number: number,
  migrations: readonly Migration[],
): Promise<void> {
  const applied = await appliedNumbers(client);
  if (Math.max(0, ...applied) === number) return;
  await takeDown(client);
  await applyFrom(client, 0, number, migrations);
}

/** Migrates from one schema to another inside the transaction of the caller. */
export async function applyFrom(
  client: Client,
  from: number,
  to: number,
  migrations: readonly Migration[],
): Promise<void> {
  for (const migration of migrations.slice(from, to)) await client.query(await migration.sql());
}

// By the objects, for the schema `public` itself belongs to somebody else before PostgreSQL 15.
async function takeDown(client: Client): Promise<void> {
  await client.query(`
    DO $$
    DECLARE
      statement text;
    BEGIN
      DROP SCHEMA IF EXISTS answers, retention CASCADE;
      FOR statement IN
        SELECT format('DROP TABLE IF EXISTS %s CASCADE', oid::regclass) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
      LOOP
        EXECUTE statement;
      END LOOP;
      FOR statement IN
        SELECT format('DROP VIEW IF EXISTS %s CASCADE', oid::regclass) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
      LOOP
        EXECUTE statement;
      END LOOP;
      FOR statement IN
        SELECT format('DROP FUNCTION IF EXISTS %s CASCADE', oid::regprocedure) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
      LOOP
        EXECUTE statement;
      END LOOP;
    END
    $$`);
}

/** The table of this database that a table of a backup goes into; its columns must be the same ones. */
export function matchingTable(
  database: DatabaseKind,
  known: readonly BackedUpTable[],
  told: BackedUpTable,
): BackedUpTable {
  const found = known.find(({ table }) => table === told.table);
  if (found === undefined) {
    throw damagedFile(`the ${database} schema of its version has no table ${told.table}`);
  }
  const columns = new Set(told.columns);
  const isSame =
    columns.size === found.columns.length && found.columns.every((name) => columns.has(name));
  if (!isSame) throw damagedFile(`the columns of ${told.table} are not those of its version`);
  return found;
}
