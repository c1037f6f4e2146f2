import type { ServerNow } from './server-now.ts';

const hourMs = 3_600_000;
/** In the first pass of so many hours the whole overlap is read again; in those between, its newest part. */
const quarterMs = 6 * hourMs;
/** A list changes while it is paged, so that each pass goes a little behind the last one. */
const newestHours = 2;

/**
 * How far behind a cursor is read again, in hours. What has not ended is always within, at most the whole overlap back. Else
 * the day's quarter that the cursor lies in tells how much: of another quarter than now it is the whole overlap, counted from that
 * quarter's beginning, when it was last read whole. A cursor moves on only after what lies before it was read.
 */
export function overlapHoursToRead(
  cursor: Date,
  { at }: ServerNow,
  overlapHours: number,
  oldestUnfinished: Date | null,
): number {
  if (overlapHours <= newestHours) return overlapHours;
  const intoQuarterMs = cursor.getTime() % quarterMs;
  const begins = cursor.getTime() - intoQuarterMs;
  if (at.getTime() >= begins + quarterMs) return overlapHours + intoQuarterMs / hourMs;
  const unfinishedMs =
    oldestUnfinished === null ? 0 : cursor.getTime() - oldestUnfinished.getTime();
  return Math.min(overlapHours, Math.max(newestHours, unfinishedMs / hourMs));
}
