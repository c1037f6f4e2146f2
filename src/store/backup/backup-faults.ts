import { Fault } from '../../domain/errors.ts';

const nothingWritten = 'nothing was written';

/** Bytes that never were a backup of ours. */
export function foreignFile(): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: 'The file is no DR365 backup',
    means: nothingWritten,
    next: 'name a file that "dr365 db export" made',
  });
}

/** A backup that ends before its end. */
export function truncatedFile(): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: 'The backup was cut off: its end is missing',
    means: nothingWritten,
    next: 'take another copy of it, or an earlier backup',
  });
}

/** A backup whose bytes are not the ones that were exported. */
export function damagedFile(what: string): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: `The backup is damaged: ${what}`,
    means: nothingWritten,
    next: 'take another copy of it, or an earlier backup',
  });
}

/** A backup that only a newer program understands. */
export function newerFile(what: string): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: `The backup was made by a newer DR365 (${what})`,
    means: `this one would not understand it, and ${nothingWritten}`,
    next: 'install the newer DR365 on this machine',
  });
}

/** Rows are never mixed with those of another history. */
export function notEmpty(database: string, tables: readonly string[]): Fault {
  const named = tables.slice(0, 3).join(', ');
  const more = tables.length > 3 ? ` and ${tables.length - 3} more` : '';
  return new Fault({
    code: 'input-invalid',
    happened: `The ${database} database holds rows already (${named}${more})`,
    means: `a backup is read into empty databases only, and ${nothingWritten}`,
    next: 'import into a new installation before its first pass, or into new databases (DB_NAME, DB_RISK_NAME)',
  });
}

/** Between the two commits: no transaction spans both databases. */
export function halfImported(cause: unknown): Fault {
  return new Fault({
    code: 'database-down',
    happened: 'The metrics database was imported whole, and the risk database could not be',
    means:
      'risks, plans, acceptances and the journal of the backup are missing; nothing is half-written',
    next: 'import the same file again before anything else runs: it goes on with the risk database',
    cause,
  });
}
