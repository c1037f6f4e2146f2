import type { CreationWindow } from '../ports/vbr-source.ts';
import type { ServerNow } from './server-now.ts';
import type { CollectionSettings } from './source.ts';

const hourMs = 3_600_000;

/**
 * The window of creation times to read: from the cursor less the overlap, never further back than the history.
 * A cursor ahead of the server's clock means that the clock was set back: then the whole history is read again.
 */
export function creationWindow(
  cursor: Date | null,
  now: ServerNow,
  settings: CollectionSettings,
): CreationWindow {
  const latestMs = now.at.getTime() + now.marginMs;
  const historyMs = now.at.getTime() - settings.historyDays * 24 * hourMs;
  const known = cursor === null || cursor.getTime() > latestMs ? null : cursor;
  const fromMs =
    known === null
      ? historyMs
      : Math.max(historyMs, known.getTime() - settings.overlapHours * hourMs);
  return { createdAfter: new Date(fromMs), createdBefore: new Date(latestMs) };
}

/**
 * The cursor after a page: its newest creation time, never ahead of the limit and never behind the cursor
 * before, so that reading the overlap again does not move it back. Null leaves the kept cursor alone.
 */
export function cursorAfter(
  rows: readonly { readonly createdAt: Date }[],
  before: Date | null,
  limit: Date,
): Date | null {
  let newestMs = Number.NEGATIVE_INFINITY;
  for (const row of rows) newestMs = Math.max(newestMs, row.createdAt.getTime());
  newestMs = Math.min(newestMs, limit.getTime());
  if (before !== null && before.getTime() <= limit.getTime()) {
    newestMs = Math.max(newestMs, before.getTime());
  }
  return rows.length === 0 ? null : new Date(newestMs);
}
