import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { pipeline as pipelineWith } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { Fault, isFault } from '../domain/errors.ts';
import type { DatabaseImportReport, ExportReport } from '../doors/cli/cli-context.ts';
import type { Journal } from '../ports/journal.ts';
import { renameOver } from '../setup/replace-file.ts';
import { type Exported, exportDatabases } from '../store/backup/export-databases.ts';
import { importDatabases } from '../store/backup/import-databases.ts';
import { listMigrations, packagedMigrations } from '../store/migrate/migration-files.ts';
import type { OpenHome } from './open-home.ts';
import type { World } from './world.ts';

interface HomeParts<Asked extends 'owner' | 'migrate'> {
  readonly journal: Journal;
  readonly administration: Pick<OpenHome['administration'], Asked>;
}

interface FileParts {
  readonly file: string;
  readonly progress: (text: string) => void;
  readonly signal: AbortSignal;
}

const ownerOnly = 0o600;
const rowsBetweenLines = 100_000;

/** Writes both databases into a file that appears under its name only once it is whole. */
export async function exportToFile(
  world: Pick<World, 'version' | 'clock'>,
  { administration, journal }: HomeParts<'owner'>,
  { file, progress, signal }: FileParts,
): Promise<ExportReport> {
  const databases = await administration.owner();
  const partial = `${file}.partial`;
  const exported: Exported[] = [];
  const bytes = async function* bytes() {
    const told = tellSometimes(progress);
    const parts = {
      id: randomUUID(),
      dr365Version: world.version,
      madeAt: world.clock.now().toISOString(),
    };
    exported.push(yield* exportDatabases(databases, { ...parts, tell: told }));
  };
  try {
    await pipeline(bytes, createGzip(), createWriteStream(partial, { mode: ownerOnly }), {
      signal,
    });
    await settle(partial, file);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    if (signal.aborted) throw interrupted('export', 'there is no new backup', error);
    throw isFault(error) ? error : unwritable(file, error);
  }
  const [report] = exported;
  if (report === undefined) throw new Error('an export that ended without its end');
  const { tables, rows, duringPass } = report;
  journal.action('database', 'exported', { tables, rows, duringPass });
  return { file, fileBytes: (await stat(file)).size, ...report };
}

/** Reads a backup into the databases of this home, which must be empty. */
export async function importFromFile(
  { administration, journal }: HomeParts<'owner' | 'migrate'>,
  { file, progress, signal }: FileParts,
): Promise<DatabaseImportReport> {
  await requireReadable(file);
  const folder = packagedMigrations();
  const { header, ...counts } = await importDatabases(await administration.owner(), {
    prepare: () => administration.migrate(),
    open: () => unpacked(file, signal),
    migrations: {
      metrics: await listMigrations(folder, 'metrics'),
      risk: await listMigrations(folder, 'risk'),
    },
    tell: progress,
  }).catch((error: unknown) => {
    throw signal.aborted ? interrupted('import', 'nothing was written', error) : error;
  });
  const { madeAt, dr365Version, schema } = header;
  const { tables, rows } = counts;
  journal.action('database', 'imported', { madeAt, dr365Version, tables, rows });
  return { madeAt, dr365Version, schema, ...counts };
}

/** A line for each table, and for each large portion of its rows. */
function tellSometimes(progress: (text: string) => void) {
  let next = 0;
  let last = '';
  return (at: { readonly database: string; readonly table: string; readonly rows: number }) => {
    const table = `${at.database}: ${at.table}`;
    if (table === last && at.rows < next) return;
    last = table;
    next = at.rows + rowsBetweenLines;
    progress(`exporting ${table}, ${at.rows} rows so far`);
  };
}

/** On the disk before it takes the place of an earlier backup. */
async function settle(partial: string, file: string): Promise<void> {
  const handle = await open(partial, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await renameOver(partial, file);
}

function unpacked(file: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip();
  // What goes wrong with the file comes out of the unpacked stream.
  pipelineWith(createReadStream(file, { signal }), gunzip, () => {});
  return gunzip;
}

async function requireReadable(file: string): Promise<void> {
  try {
    const handle = await open(file, 'r');
    const found = await handle.stat().finally(() => handle.close());
    if (found.isFile()) return;
  } catch (error) {
    throw unreadable(file, error);
  }
  throw unreadable(file, null);
}

function unreadable(file: string, cause: unknown): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: `${file} cannot be read${codeIn(cause)}`,
    means: 'nothing was written',
    next: 'name a file that "dr365 db export" made',
    cause,
  });
}

function unwritable(file: string, cause: unknown): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: `${file} could not be written${codeIn(cause)}`,
    means: 'there is no new backup, and an earlier one of that name is as it was',
    next: 'name a folder that exists, may be written and has space, then export again',
    cause,
  });
}

function interrupted(what: string, means: string, cause: unknown): Fault {
  return new Fault({
    code: 'interrupted',
    happened: `The ${what} was interrupted`,
    means,
    next: 'start it again when there is time for it',
    cause,
  });
}

function codeIn(error: unknown): string {
  return error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
}
