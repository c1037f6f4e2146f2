import type { JournalLevel, JournalRow, JournalRows } from '../ports/journal.ts';

const batchRows = 500;
const mostWaitingRows = 10_000;
const leastFirst: readonly JournalLevel[] = ['debug', 'info', 'warn', 'error'];

/** Rows on their way to the database. */
export interface RowBatches {
  readonly add: (row: JournalRow) => void;
  readonly attach: (sink: JournalRows) => void;
  /** Writes what is waiting; never throws. */
  readonly flush: () => Promise<void>;
}

/** What the batches have to say of themselves. */
export interface BatchEvents {
  /** Once for every outage. */
  readonly failed: (error: unknown) => void;
  /** After an outage or an overflow, with the rows that were given up. */
  readonly dropped: (rows: number) => void;
}

/**
 * Collects rows and hands them over by at most 500, at once when so many wait, else on flush. Without a working
 * database 10,000 rows wait; beyond that the oldest of the least level is dropped and counted.
 */
export function createRowBatches(first: JournalRows | null, events: BatchEvents): RowBatches {
  let sink = first;
  let waiting: JournalRow[] = [];
  let dropped = 0;
  let isDown = false;
  let writing: Promise<void> = Promise.resolve();

  const writeBatch = async (to: JournalRows): Promise<boolean> => {
    const batch = waiting.slice(0, batchRows);
    try {
      await to.append(batch);
    } catch (error) {
      if (!isDown) events.failed(error);
      isDown = true;
      return false;
    }
    isDown = false;
    const written = new Set(batch);
    waiting = waiting.filter((row) => !written.has(row));
    return true;
  };
  const writeAll = async () => {
    while (sink !== null && waiting.length > 0) if (!(await writeBatch(sink))) return;
    if (sink === null || dropped === 0) return;
    const given = dropped;
    dropped = 0;
    events.dropped(given);
  };
  const flush = () => {
    writing = writing.then(writeAll);
    return writing;
  };
  return {
    add: (row) => {
      waiting.push(row);
      if (waiting.length > mostWaitingRows) {
        waiting.splice(leastPrecious(waiting), 1);
        dropped += 1;
      }
      // During an outage only a flush tries again, else every row would.
      if (waiting.length % batchRows === 0 && !isDown) void flush();
    },
    attach: (newSink) => {
      sink = newSink;
      isDown = false;
    },
    flush,
  };
}

function leastPrecious(rows: readonly JournalRow[]): number {
  for (const level of leastFirst) {
    const index = rows.findIndex((row) => row.level === level);
    if (index >= 0) return index;
  }
  return 0;
}
