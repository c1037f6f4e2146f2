import type { Client } from 'pg';
import { Fault } from '../../domain/errors.ts';
import { errorCode } from '../connection.ts';
import type { DatabaseKind, Migration } from './migration-files.ts';

const undefinedTable = '42P01';

/** Numbers of the migrations a database has; empty when it was never migrated. */
export async function appliedNumbers(client: Client): Promise<ReadonlySet<number>> {
  try {
    const { rows } = await client.query<{ number: number }>('SELECT number FROM schema_migration');
    return new Set(rows.map((row) => row.number));
  } catch (error) {
    if (errorCode(error) === undefinedTable) return new Set();
    throw error;
  }
}

/** What is still to be applied; refuses a database that a newer version has migrated. */
export function missingMigrations(
  database: DatabaseKind,
  applied: ReadonlySet<number>,
  migrations: readonly Migration[],
): readonly Migration[] {
  const newest = migrations.length;
  const found = Math.max(0, ...applied);
  if (found > newest) {
    throw new Fault({
      code: 'database-refused',
      happened: `the ${database} database was migrated by a newer DR365 (schema ${found}, this one knows ${newest})`,
      means: 'this version could damage what the newer one keeps',
      next: 'install the newer DR365 on this machine too',
    });
  }
  return migrations.filter((migration) => !applied.has(migration.number));
}
