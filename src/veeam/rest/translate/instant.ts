import type { Zone } from './zone.ts';

const isoTime =
  /^(\d{4})-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/i;
// Zero dates of the systems behind VBR: year 1 (.NET), 1601 (Windows), 1900 (SQL), 1970 (Unix); 9999 means never.
const firstRealYear = 1971;
const neverYear = 9999;

/**
 * The instant a time of VBR means; null for a zero date and for text that is no time.
 * Without an offset it is local to the server. Fractions below a millisecond are cut.
 */
export function instantOf(text: string, zone: Zone): Date | null {
  const trimmed = text.trim();
  const match = isoTime.exec(trimmed);
  const year = Number(match?.[1] ?? 0);
  if (year < firstRealYear || year >= neverYear) return null;
  const isLocal = match?.[2] === undefined;
  const milliseconds = Date.parse(`${trimmed.replace(' ', 'T')}${isLocal ? 'Z' : ''}`);
  if (Number.isNaN(milliseconds)) return null;
  return new Date(isLocal ? zone.instantOfLocal(milliseconds) : milliseconds);
}

/** True when the text carries its own offset, so that no zone is needed. */
export function hasOffset(text: string): boolean {
  return isoTime.exec(text.trim())?.[2] !== undefined;
}
