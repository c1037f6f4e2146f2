import type { z } from 'zod';
import { shownText } from '../../../domain/foreign-text.ts';
import type { Page, RejectedRow } from '../../../ports/vbr-source.ts';
import { instantOf } from './instant.ts';
import type { Zone } from './zone.ts';

/** Raw rows of one kind → rows of ours, those that cannot be read set aside. */
export type RowReader<Row> = (rows: readonly unknown[], zone: Zone) => Page<Row>;

/** A row that has the right shape and still says nothing usable; caught per row. */
class UnreadableRow extends Error {
  override readonly name = 'UnreadableRow';
}

/** Parses and translates row by row: a bad row is set aside with its id and the reason, the others are kept. */
export function rowReader<Parsed, Row>(
  schema: z.ZodType<Parsed>,
  translate: (parsed: Parsed, zone: Zone) => Row,
  idField = 'id',
): RowReader<Row> {
  return (rows, zone) => {
    const translated: Row[] = [];
    const rejected: RejectedRow[] = [];
    for (const row of rows) {
      const parsed = schema.safeParse(row);
      const outcome = parsed.success
        ? attempt(translate, parsed.data, zone)
        : reasonOf(parsed.error);
      if (typeof outcome === 'string') rejected.push({ id: rowId(row, idField), reason: outcome });
      else translated.push(outcome.row);
    }
    return { rows: translated, rejected };
  };
}

/** Rejects the row that is being translated, with the reason for people. */
export function rejectRow(reason: string): never {
  throw new UnreadableRow(reason);
}

/** The instant of a time that must be there. */
export function requiredInstant(text: string, field: string, zone: Zone): Date {
  return (
    instantOf(text, zone) ?? rejectRow(`${field}: "${shownText(text, 40)}" is not a usable time`)
  );
}

/** The instant of a time that may be absent. */
export function optionalInstant(text: string | null, zone: Zone): Date | null {
  return text === null ? null : instantOf(text, zone);
}

/** The row's own id as text, if it has one. */
export function rowId(row: unknown, idField = 'id'): string | null {
  if (typeof row !== 'object' || row === null) return null;
  const value: unknown = Reflect.get(row, idField);
  if (typeof value === 'string') return shownText(value, 64);
  return typeof value === 'number' ? String(value) : null;
}

function attempt<Parsed, Row>(
  translate: (parsed: Parsed, zone: Zone) => Row,
  parsed: Parsed,
  zone: Zone,
): { readonly row: Row } | string {
  try {
    return { row: translate(parsed, zone) };
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
