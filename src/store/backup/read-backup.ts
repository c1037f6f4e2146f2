import type { z } from 'zod';
import { isFault } from '../../domain/errors.ts';
import { damagedFile, foreignFile, newerFile, truncatedFile } from './backup-faults.ts';
import {
  type BackupHeader,
  backupEnd,
  backupFormat,
  backupHeader,
  type TableEnd,
  type TableHeader,
  tableEnd,
  tableHeader,
} from './backup-format.ts';
import { byteLines } from './byte-lines.ts';
import { rowTally } from './row-tally.ts';

/** One table of a backup; its rows must be taken before the next one is asked for. */
export interface BackupTable {
  readonly header: TableHeader;
  readonly rows: AsyncIterable<Buffer>;
}

/** A whole backup without its rows. */
export interface BackupContents {
  readonly header: BackupHeader;
  readonly tables: readonly (TableHeader & TableEnd)[];
  readonly rows: number;
}

/** Reads a backup to its end and checks every sum, so that a file that is cut off or damaged is refused before anything is written. */
export async function verifyBackup(source: AsyncIterable<Uint8Array>): Promise<BackupContents> {
  return readBackup(
    source,
    async () => {},
    async ({ rows }) => {
      for await (const _ of rows);
    },
  );
}

/** Reads a backup once: gives its header, then each table in turn, and tells what it was when all of it was right. */
export async function readBackup(
  source: AsyncIterable<Uint8Array>,
  begin: (header: BackupHeader) => Promise<void>,
  take: (table: BackupTable) => Promise<void>,
): Promise<BackupContents> {
  const file = byteLines(source);
  const header = headerIn(await file.line());
  await begin(header);
  const tables: (TableHeader & TableEnd)[] = [];
  for (;;) {
    const line = await file.line();
    if (line === null) throw truncatedFile();
    const end = parsed(backupEnd, line);
    if (end !== null) return { header, tables, rows: await lastCheck(file.line, tables, end) };
    const table = parsed(tableHeader, line);
    if (table === null) throw damagedFile('a line that says nothing');
    const tally = rowTally();
    const isEnded = { value: false };
    const counted = async function* counted() {
      for await (const piece of file.rows(isEnded)) {
        tally.take(piece);
        yield piece;
      }
      // Also the taker must learn it before it believes that it has all rows.
      if (!isEnded.value) throw truncatedFile();
    };
    await take({ header: table, rows: counted() });
    tables.push({ ...table, ...checkedEnd(await file.line(), table, tally.end()) });
  }
}

/** What the file itself is not to blame for is told as it is; everything else about it is told in our words. */
export function readingFault(error: unknown): unknown {
  if (isFault(error) || !(error instanceof Error) || !('code' in error)) return error;
  const { code } = error;
  if (code === 'Z_BUF_ERROR') return truncatedFile();
  if (code === 'Z_DATA_ERROR') {
    return error.message === 'incorrect header check' ? foreignFile() : damagedFile(error.message);
  }
  return error;
}

function headerIn(line: string | null): BackupHeader {
  const read = line === null ? null : json(line);
  const format = read !== null && typeof read === 'object' && 'dr365Backup' in read ? read : null;
  if (format === null) throw foreignFile();
  const { dr365Backup } = format;
  if (typeof dr365Backup === 'number' && dr365Backup > backupFormat) {
    throw newerFile(`format ${dr365Backup}, this one knows ${backupFormat}`);
  }
  const header = backupHeader.safeParse(read);
  if (!header.success) throw damagedFile('its first line');
  return header.data;
}

function checkedEnd(line: string | null, { table }: TableHeader, counted: TableEnd): TableEnd {
  if (line === null) throw truncatedFile();
  const told = parsed(tableEnd, line);
  if (told === null) throw damagedFile(`the table ${table} has no end`);
  if (told.rows !== counted.rows) {
    throw damagedFile(`the table ${table} has ${counted.rows} rows instead of ${told.rows}`);
  }
  if (told.sha256 !== counted.sha256) throw damagedFile(`the rows of ${table} are not as exported`);
  return told;
}

async function lastCheck(
  nextLine: () => Promise<string | null>,
  tables: readonly TableEnd[],
  end: z.infer<typeof backupEnd>,
): Promise<number> {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  if (end.tables !== tables.length || end.rows !== rows) throw damagedFile('tables are missing');
  // Reads on to the end, where the compressed stream checks itself.
  if ((await nextLine()) !== null) throw damagedFile('something follows its end');
  return rows;
}

function parsed<Schema extends z.ZodType>(schema: Schema, line: string): z.output<Schema> | null {
  const read = schema.safeParse(json(line));
  return read.success ? read.data : null;
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
