export type JournalLevel = 'debug' | 'info' | 'warn' | 'error';
export type JournalData = Readonly<Record<string, string | number | boolean | null>>;

/** One line of the log file, and one row of the journal table. */
export interface JournalRow {
  readonly at: Date;
  readonly level: JournalLevel;
  /** `action`, `error` or `figure` (a performance figure with `value` and `unit` in data). */
  readonly kind: 'action' | 'error' | 'figure';
  readonly component: string;
  readonly passId: string | null;
  readonly vbrServerId: number | null;
  readonly message: string;
  readonly data: JournalData;
}

/** Where every action, error and performance figure goes: the rotating log file at once, the database in batches. */
export interface Journal {
  readonly action: (component: string, message: string, data?: JournalData) => void;
  readonly error: (component: string, error: unknown, data?: JournalData) => void;
  readonly figure: (
    component: string,
    name: string,
    value: number,
    unit: string,
    data?: JournalData,
  ) => void;
  /** The same journal with every entry bound to a pass or a server. */
  readonly bound: (to: { readonly passId?: string; readonly vbrServerId?: number }) => Journal;
  /** Writes what is waiting; never throws, a database that is down is noted in the file. */
  readonly flush: () => Promise<void>;
}

/** The database sink of the journal, implemented by the store. */
export interface JournalRows {
  readonly append: (rows: readonly JournalRow[]) => Promise<void>;
}
