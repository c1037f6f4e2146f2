import { z } from 'zod';
import { cleanText } from '../../../domain/foreign-text.ts';

const zeroId = '00000000-0000-0000-0000-000000000000';

// Printable ASCII with single spaces is clean already; most of what VBR sends is, and cleaning it costs.
const plainText = /^[!-~]+(?: [!-~]+)*$/;

const flagWords = new Map([
  ['true', true],
  ['false', false],
]);

/** Foreign text, cleaned. */
export const text = z.string().transform(cleaned);

/** Foreign text that may be absent, null or of another kind; then null. */
export const optionalText = lenient((value) => (typeof value === 'string' ? cleaned(value) : null));

/** A list of foreign texts that may be absent; what is no text in it is left out. */
export const texts = lenient((value) =>
  listOf(value)
    .filter((one) => typeof one === 'string')
    .map(cleaned),
);

const identifierForm = /^[A-Za-z0-9_-]{1,64}$/;
const identifier = z.string().regex(identifierForm, 'is not an identifier');

/** The identifier of a thing: only characters that mean nothing in a path or a query, and not the zero GUID. */
export const id = identifier.refine((value) => value !== zeroId, 'refers to nothing');

/** A reference that may be absent; the zero GUID refers to nothing. Another kind of value rejects the row. */
export const reference = identifier.nullish().transform(referred);

/** A reference whose loss does no harm. */
export const optionalReference = lenient(referred);

/** References that may be absent; the zero GUID and what is no identifier are left out. */
export const references = lenient((value) =>
  listOf(value)
    .map(referred)
    .filter((one) => one !== null),
);

/** A count or size that may be absent; negative, broken or beyond what a number holds exactly is unknown. */
export const optionalCount = lenient(counted);

/** A count or size of which 0 means that it is not known. */
export const optionalPositive = lenient((value) => counted(value) || null);

/** An amount that need not be whole; negative or not a number is unknown. */
export const optionalAmount = lenient((value) =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : null,
);

/** A yes or no that may be absent; VBR's own examples also write it as text. */
export const optionalFlag = lenient((value) => {
  if (typeof value === 'boolean') return value;
  return typeof value === 'string' ? (flagWords.get(value.trim().toLowerCase()) ?? null) : null;
});

/** A time as text; what it means is decided with the server's zone. */
export const time = z.string();
export const optionalTime = lenient((value) => (typeof value === 'string' ? value : null));

/** A part of a row that its type may not have; null when it is absent or of another shape. */
export function optionalPart<Output>(part: z.ZodType<Output>) {
  return lenient((value): Output | null => {
    if (value === undefined || value === null) return null;
    const parsed = part.safeParse(value);
    return parsed.success ? parsed.data : null;
  });
}

/**
 * A field that never rejects its row: what `read` does not take is unknown. A row has a dozen of them, and Zod's own
 * optional, catch and transform one after the other take three times as long.
 */
function lenient<Value>(read: (value: unknown) => Value) {
  return z.unknown().optional().transform(read);
}

function cleaned(value: string): string {
  return plainText.test(value) ? value : cleanText(value);
}

function referred(value: unknown): string | null {
  if (typeof value !== 'string' || value === zeroId) return null;
  return identifierForm.test(value) ? value : null;
}

function counted(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && Number.isSafeInteger(value) ? value : null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
