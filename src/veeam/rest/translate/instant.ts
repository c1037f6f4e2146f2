import { DateTime, Info } from 'luxon';

const isoTime =
  /^(\d{4})-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/i;
// Zero dates of the systems behind VBR: year 1 (.NET), 1601 (Windows), 1900 (SQL), 1970 (Unix); 9999 means never.
const firstRealYear = 1971;
const neverYear = 9999;
const dayMs = 86_400_000;
const minuteMs = 60_000;

/**
 * The instant a time of VBR means; null for a zero date and for text that is no time.
 * Without an offset it is local to the server: a time that a change of clocks makes twice is taken as the earlier
 * one, a time it leaves out is moved forward by the gap. Fractions below a millisecond are cut.
 */
export function instantOf(text: string, zone: string): Date | null {
  const match = isoTime.exec(text.trim());
  const year = Number(match?.[1] ?? 0);
  if (year < firstRealYear || year >= neverYear) return null;
  return match?.[2] === undefined ? localInstant(text.trim(), zone) : offsetInstant(text.trim());
}

/** True when the text carries its own offset, so that no zone is needed. */
export function hasOffset(text: string): boolean {
  return isoTime.exec(text.trim())?.[2] !== undefined;
}

function offsetInstant(text: string): Date | null {
  const milliseconds = Date.parse(text.replace(' ', 'T'));
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds);
}

function localInstant(text: string, zoneName: string): Date | null {
  const asUtcMs = Date.parse(`${text.replace(' ', 'T')}Z`);
  if (Number.isNaN(asUtcMs)) return null;
  const zone = Info.normalizeZone(zoneName);
  const before = zone.offset(asUtcMs - dayMs);
  // The clocks rarely change: with one offset all around there is nothing to decide.
  if (before === zone.offset(asUtcMs + dayMs)) return new Date(asUtcMs - before * minuteMs);
  const local = DateTime.fromMillis(asUtcMs, { zone: 'UTC' }).setZone(zone, {
    keepLocalTime: true,
  });
  const instants = local.getPossibleOffsets().map((possible) => possible.toMillis());
  return new Date(Math.min(...instants));
}
