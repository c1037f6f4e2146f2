import type { z } from 'zod';
import { shownText } from '../../../domain/foreign-text.ts';
import type { Page, RejectedRow } from '../../../ports/vbr-source.ts';
import { instantOf } from './instant.ts';

/** A row that has the right shape and still says nothing usable; caught per row. */
class UnreadableRow extends Error {
  override readonly name = 'UnreadableRow';
}

/** Parses and translates row by row: a bad row is set aside with its id and the reason, the others are kept. */
export function translateRows<Parsed, Row>(
  rows: readonly unknown[],
  schema: z.ZodType<Parsed>,
  translate: (parsed: Parsed) => Row,
): Page<Row> {
  const translated: Row[] = [];
  const rejected: RejectedRow[] = [];
  for (const row of rows) {
    const parsed = schema.safeParse(row);
    const outcome = parsed.success ? attempt(translate, parsed.data) : reasonOf(parsed.error);
    if (typeof outcome === 'string') rejected.push({ id: rowId(row), reason: outcome });
    else translated.push(outcome.row);
  }
  return { rows: translated, rejected };
}

/** The instant of a time that must be there. */
export function requiredInstant(text: string, field: string, zone: string): Date {
  const instant = instantOf(text, zone);
  if (instant !== null) return instant;
  throw new UnreadableRow(`${field}: "${shownText(text, 40)}" is not a usable time`);
}

/** The instant of a time that may be absent. */
export function optionalInstant(text: string | null, zone: string): Date | null {
  return text === null ? null : instantOf(text, zone);
}

/** The row's own id as text, if it has one. */
export function rowId(row: unknown): string | null {
  if (typeof row !== 'object' || row === null || !('id' in row)) return null;
  if (typeof row.id === 'string') return shownText(row.id, 64);
  return typeof row.id === 'number' ? String(row.id) : null;
}

function attempt<Parsed, Row>(
  translate: (parsed: Parsed) => Row,
  parsed: Parsed,
): { readonly row: Row } | string {
  try {
    return { row: translate(parsed) };
  } catch (error) {
    if (error instanceof UnreadableRow) return error.message;
    throw error;
  }
}

function reasonOf(error: z.ZodError): string {
  const reasons = error.issues.map((issue) => {
    const field = issue.path.length === 0 ? 'row' : issue.path.join('.');
    return `${field}: ${issue.message}`;
  });
  return shownText(reasons.join('; '));
}
