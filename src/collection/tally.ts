import { shownText } from '../domain/foreign-text.ts';
import type { Kept } from '../ports/collection-store.ts';
import type { Page } from '../ports/vbr-source.ts';

/** What one source has seen and done so far. */
export interface Tally {
  /** Counts a page's rows and the rows in it that could not be read. */
  readonly page: (page: Page<unknown>) => void;
  readonly add: (name: string, count: number) => void;
  /** Adds `NOUN-new` and `NOUN-changed`. */
  readonly kept: (noun: string, kept: Kept) => void;
  /** Says in one sentence why the source is available and yet not complete; the last one stays. */
  readonly incomplete: (reason: string) => void;
  /** How much waits for later passes, for sources that read a part of it at a time. */
  readonly waiting: (pending: number) => void;
  readonly figures: () => TallyFigures;
}

export interface TallyFigures {
  /** Rows that could be read. */
  readonly rowsSeen: number;
  readonly rowsRejected: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly reason: string | null;
  /** Null when it was not told. */
  readonly pending: number | null;
}

/** An empty tally. */
export function createTally(): Tally {
  let rowsSeen = 0;
  let rowsRejected = 0;
  let firstRejection: string | null = null;
  let incomplete: string | null = null;
  let waiting: number | null = null;
  const counts: Record<string, number> = {};
  const add = (name: string, count: number) => {
    counts[name] = (counts[name] ?? 0) + count;
  };
  return {
    page(page) {
      rowsSeen += page.rows.length;
      rowsRejected += page.rejected.length;
      firstRejection ??= page.rejected[0]?.reason ?? null;
    },
    add,
    kept(noun, kept) {
      add(`${noun}-new`, kept.inserted);
      add(`${noun}-changed`, kept.changed);
    },
    incomplete(reason) {
      incomplete = reason;
    },
    waiting(pending) {
      waiting = pending;
    },
    figures() {
      const rejection =
        firstRejection === null
          ? null
          : `The first row that could not be read: ${shownText(firstRejection)}.`;
      return {
        rowsSeen,
        rowsRejected,
        counts,
        reason: incomplete ?? rejection,
        pending: waiting,
      };
    },
  };
}
