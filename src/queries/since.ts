import { z } from 'zod';
import { Fault } from '../domain/errors.ts';
import { shownText } from '../domain/foreign-text.ts';

const hourMs = 3_600_000;
const span = /^(\d{1,5})\s*(h|d|w)$/i;
const hoursIn: Readonly<Record<string, number>> = { h: 1, d: 24, w: 168 };
const instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** The instant meant by `24h`, `7d`, `2w`, a date (midnight UTC) or an ISO 8601 time with an offset. */
export function instantSince(text: string, asOf: Date): Date {
  const trimmed = text.trim();
  const [, count, unit] = span.exec(trimmed) ?? [];
  if (count !== undefined && unit !== undefined) {
    return new Date(asOf.getTime() - Number(count) * (hoursIn[unit.toLowerCase()] ?? 1) * hourMs);
  }
  const parsed = instant.safeParse(trimmed.toUpperCase());
  if (!parsed.success) throw unreadable(trimmed, 'it cannot be read as a time');
  const since = new Date(parsed.data);
  if (since > asOf) throw unreadable(trimmed, 'it lies in the future');
  return since;
}

function unreadable(text: string, means: string): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: `since was "${shownText(text, 40)}"`,
    means,
    next: 'give a span such as 24h or 7d, a date such as 2026-11-22, or an ISO time with its offset',
  });
}
