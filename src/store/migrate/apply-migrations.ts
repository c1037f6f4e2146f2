import type { Client } from 'pg';
import { Fault } from '../../domain/errors.ts';
import type { MigrationReport } from '../../ports/database-administration.ts';
import type { DatabaseKind, Migration } from './migration-files.ts';
import { appliedNumbers, missingMigrations } from './schema-version.ts';

const oldestServer = 130_000;

/** Any number, the same in every version: whoever migrates holds it in the metrics database. */
export const migrationLockKey = 3_650_001;

/** Waits until no other process migrates; the lock ends with the connection, whatever becomes of this process. */
export async function holdMigrationLock(client: Client): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [migrationLockKey]);
}

/** Applies what is missing, each file in a transaction of its own: a killed migration leaves no half of it. */
export async function applyMigrations(
  client: Client,
  database: DatabaseKind,
  migrations: readonly Migration[],
): Promise<MigrationReport> {
  await refuseOldServer(client);
  const applied: string[] = [];
  for (const migration of missingMigrations(database, await appliedNumbers(client), migrations)) {
    await applyOne(client, database, migration);
    applied.push(`${String(migration.number).padStart(4, '0')}-${migration.name}`);
  }
  return { database, applied };
}

async function refuseOldServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: string; number: number }>(
    `SELECT current_setting('server_version') AS version,
            current_setting('server_version_num')::int AS number`,
  );
  const { version = 'unknown', number = 0 } = rows[0] ?? {};
  if (number >= oldestServer) return;
  throw new Fault({
    code: 'database-refused',
    happened: `PostgreSQL ${version} is too old`,
    means: 'DR365 needs PostgreSQL 13 or later',
    next: 'upgrade it, or unset DB_HOST to use the embedded one',
  });
}

async function applyOne(
  client: Client,
  database: DatabaseKind,
  migration: Migration,
): Promise<void> {
  const sql = await migration.sql();
  await client.query('BEGIN');
  try {
    await client.query(sql);
    if (!(await recordedItself(client, migration.number))) throw badMigration(database, migration);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** The row must be written by this very transaction: a COMMIT inside the file would have ended it. */
async function recordedItself(client: Client, number: number): Promise<boolean> {
  const { rows } = await client.query<{ recorded: boolean }>(
    `SELECT EXISTS (
       SELECT FROM schema_migration
       WHERE number = $1 AND xmin::text::bigint = txid_current() & 4294967295
     ) AS recorded`,
    [number],
  );
  return rows[0]?.recorded ?? false;
}

function badMigration(database: DatabaseKind, migration: Migration): Fault {
  return new Fault({
    code: 'defect',
    happened: `the ${database} migration ${migration.number} (${migration.name}) does not record itself in its own transaction`,
    means: 'it cannot be applied safely',
    next: 'let the file end with its INSERT into schema_migration, without BEGIN or COMMIT',
  });
}
