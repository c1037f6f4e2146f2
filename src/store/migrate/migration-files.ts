import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../domain/errors.ts';
import { packageFolder } from '../package-folder.ts';

export type DatabaseKind = 'metrics' | 'risk';

/** One file `NNNN-name.sql`; it records itself in the table schema_migration as its last statement. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: () => Promise<string>;
}

/** The migrations folder of this package. */
export function packagedMigrations(): string {
  return join(packageFolder(), 'migrations');
}

/** The migrations of one database in order; their text is read only when it is wanted. */
export async function listMigrations(
  folder: string,
  database: DatabaseKind,
): Promise<readonly Migration[]> {
  const below = join(folder, database);
  const migrations = [];
  for (const file of (await readdir(below)).sort()) {
    if (!file.endsWith('.sql')) continue;
    const [, digits, name] = /^(\d{4})-([a-z0-9-]+)[.]sql$/.exec(file) ?? [];
    if (digits === undefined || name === undefined) throw badFile(file);
    const number = Number(digits);
    if (number !== migrations.length + 1) throw badFile(file);
    migrations.push({ number, name, sql: () => readFile(join(below, file), 'utf8') });
  }
  return migrations;
}

function badFile(file: string): Fault {
  return new Fault({
    code: 'defect',
    happened: `the migration file ${file} is out of order or misnamed`,
    means: 'the schema cannot be built from this installation',
    next: 'install DR365 again',
  });
}
