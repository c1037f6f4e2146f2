import { z } from 'zod';
import { cleanText } from '../../../domain/foreign-text.ts';

const zeroId = '00000000-0000-0000-0000-000000000000';

// Printable ASCII with single spaces is clean already; most of what VBR sends is, and cleaning it costs.
const plainText = /^[!-~]+(?: [!-~]+)*$/;

/** Foreign text, cleaned. */
export const text = z
  .string()
  .transform((value) => (plainText.test(value) ? value : cleanText(value)));

/** Foreign text that may be absent, null or of another kind; then null. */
export const optionalText = text.nullish().catch(null).transform(nothingAsNull);

/** An identifier: only characters that mean nothing in a path or a query. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'is not an identifier');

/** A reference that may be absent; the zero GUID refers to nothing. Another kind of value rejects the row. */
export const reference = id.nullish().transform((value) => {
  return value === undefined || value === null || value === zeroId ? null : value;
});

/** A reference whose loss does no harm. */
export const optionalReference = reference.catch(null);

/** A count or size that may be absent; negative or not a number is unknown. */
export const optionalCount = z
  .number()
  .nonnegative()
  .nullish()
  .catch(null)
  .transform(nothingAsNull);

/** A yes or no that may be absent; VBR's own examples also write it as text. */
export const optionalFlag = z
  .union([z.boolean(), z.stringbool()])
  .nullish()
  .catch(null)
  .transform(nothingAsNull);

/** A time as text; what it means is decided with the server's zone. */
export const time = z.string();
export const optionalTime = z.string().nullish().catch(null).transform(nothingAsNull);

function nothingAsNull<Value>(value: Value | null | undefined): Value | null {
  return value ?? null;
}
