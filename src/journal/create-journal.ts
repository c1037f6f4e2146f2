import type { Clock } from '../ports/clock.ts';
import type { Journal, JournalLevel, JournalRow, JournalRows } from '../ports/journal.ts';
import { errorData } from './error-data.ts';
import { journalData, journalText, levelOfError } from './journal-text.ts';
import { openLogFile } from './log-file.ts';
import { createRowBatches } from './row-batches.ts';
import type { SecretRegistry } from './secret-registry.ts';

export interface JournalOptions {
  /** Where the log files lie, usually <home>/logs. */
  readonly folder: string;
  /** The process that writes, such as `mcp` or `run`; every line names it. */
  readonly component?: string;
  readonly secrets: SecretRegistry;
  /** Null until the database is known; see `attach`. */
  readonly rows: JournalRows | null;
  readonly clock: Clock;
  /** Least level kept; performance figures are `debug`. */
  readonly level: JournalLevel;
  readonly keepFiles?: number;
  readonly fileMegabytes?: number;
  /** Where the one line goes that says the log cannot be written. Default: stderr. */
  readonly warn?: (line: string) => void;
}

/** The journal with the two things only its owner does. */
export interface OwnedJournal extends Journal {
  /** Names the database sink; rows that waited go there too. */
  readonly attach: (rows: JournalRows) => void;
  /** Flushes and closes the file; never throws. */
  readonly close: () => Promise<void>;
}

type Bonds = Pick<JournalRow, 'passId' | 'vbrServerId'>;
type Entry = Pick<JournalRow, 'level' | 'kind' | 'component' | 'message' | 'data'>;

const levels: readonly JournalLevel[] = ['debug', 'info', 'warn', 'error'];
const own = 'journal';

/** Opens the journal: every entry is scrubbed, written to the file at once and queued for the database. */
export async function createJournal(options: JournalOptions): Promise<OwnedJournal> {
  const { secrets, clock } = options;
  const file = await openLogFile({
    folder: options.folder,
    component: options.component ?? 'dr365',
    keepFiles: options.keepFiles ?? 14,
    fileMegabytes: options.fileMegabytes ?? 20,
    warn: options.warn ?? ((line) => process.stderr.write(`${line}\n`)),
  });
  const toRow = (entry: Entry, bonds: Bonds): JournalRow => ({
    ...entry,
    ...bonds,
    at: clock.now(),
    component: journalText(entry.component, secrets),
    message: journalText(entry.message, secrets),
    data: journalData(entry.data, secrets),
  });
  const toFileOnly = (entry: Entry) =>
    file.write(toRow(entry, { passId: null, vbrServerId: null }));
  const batches = createRowBatches(options.rows, {
    failed: (error) => toFileOnly(rowsFailed(error)),
    dropped: (rows) => toFileOnly(rowsDropped(rows)),
  });
  const write = (entry: Entry, bonds: Bonds) => {
    if (levels.indexOf(entry.level) < levels.indexOf(options.level)) return;
    const row = toRow(entry, bonds);
    file.write(row);
    batches.add(row);
  };
  const close = async () => {
    await batches.flush();
    await file.close();
  };
  const journal = journalWith(write, batches.flush, { passId: null, vbrServerId: null });
  return { ...journal, attach: batches.attach, close };
}

function journalWith(
  write: (entry: Entry, bonds: Bonds) => void,
  flush: () => Promise<void>,
  bonds: Bonds,
): Journal {
  return {
    action: (component, message, data = {}) =>
      write({ level: 'info', kind: 'action', component, message, data }, bonds),
    error: (component, error, data = {}) => {
      const told = errorData(error);
      const entry = { level: levelOfError(error), kind: 'error', component } as const;
      write({ ...entry, message: told.message, data: { ...data, ...told.data } }, bonds);
    },
    figure: (component, name, value, unit, data = {}) => {
      const entry = { level: 'debug', kind: 'figure', component, message: name } as const;
      write({ ...entry, data: { ...data, value, unit } }, bonds);
    },
    bound: (to) => journalWith(write, flush, { ...bonds, ...to }),
    flush,
  };
}

function rowsFailed(error: unknown): Entry {
  const { message, data } = errorData(error);
  const said = `Journal rows cannot be stored, they wait: ${message}`;
  return { level: 'error', kind: 'error', component: own, message: said, data };
}

function rowsDropped(rows: number): Entry {
  const message = 'Journal rows were given up while the database could not take them';
  return { level: 'warn', kind: 'error', component: own, message, data: { rows } };
}
