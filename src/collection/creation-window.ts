import type { CreationWindow } from '../ports/vbr-source.ts';
import type { ServerNow } from './server-now.ts';
import type { CollectionSettings } from './source.ts';

const hourMs = 3_600_000;

/** How far behind the cursor, and how far back at all, is read. */
export type Reach = Pick<CollectionSettings, 'overlapHours' | 'historyDays'>;

/**
 * The window of creation times to read: from the cursor less the overlap, never further back than the history.
 * A cursor ahead of the server's clock means that the clock was set back: then the whole history is read again.
 */
export function creationWindow(cursor: Date | null, now: ServerNow, reach: Reach): CreationWindow {
  const fromMs =
    cursor === null || isSetBack(cursor, now)
      ? historyStart(now, reach).getTime()
      : Math.max(
          historyStart(now, reach).getTime(),
          cursor.getTime() - reach.overlapHours * hourMs,
        );
  return {
    createdAfter: new Date(fromMs),
    createdBefore: new Date(now.at.getTime() + now.marginMs),
  };
}

/** Where the history that is read begins. */
export function historyStart(now: ServerNow, { historyDays }: Pick<Reach, 'historyDays'>): Date {
  return new Date(now.at.getTime() - historyDays * 24 * hourMs);
}

/** True when the server's clock shows less than a cursor that it gave itself. */
export function isSetBack(cursor: Date | null, now: ServerNow): boolean {
  return cursor !== null && cursor.getTime() > now.at.getTime() + now.marginMs;
}

/**
 * The cursor after a page: its newest creation time, never ahead of the limit and never behind the cursor
 * before, so that reading the overlap again does not move it back. Null leaves the kept cursor alone.
 */
export function cursorAfter(
  creations: readonly Date[],
  before: Date | null,
  limit: Date,
): Date | null {
  let newestMs = Number.NEGATIVE_INFINITY;
  for (const createdAt of creations) newestMs = Math.max(newestMs, createdAt.getTime());
  newestMs = Math.min(newestMs, limit.getTime());
  if (before !== null && before.getTime() <= limit.getTime()) {
    newestMs = Math.max(newestMs, before.getTime());
  }
  return creations.length === 0 ? null : new Date(newestMs);
}
