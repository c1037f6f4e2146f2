/**
 * A PostgreSQL array literal of values that are text, numbers, booleans, instants, documents or arrays themselves.
 * The driver's own arrays cost three times as much, and could not hold arrays of different lengths.
 */
export function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map(element).join(',')}}`;
}

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return quoted(fieldText(value));
}

/** Any other value than a number, a boolean or nothing, as PostgreSQL reads it: text, an instant, a list or a document. */
export function fieldText(value: unknown): string {
  if (typeof value === 'string') return withoutNull(value);
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? arrayLiteral(value) : document(value);
}

/** Documents a line each, for `unnest(string_to_array(…, E'\\n'))`: nothing of a large document is quoted once more. */
export function documentLines(documents: readonly object[]): string {
  return documents.map(document).join('\n');
}

// PostgreSQL holds no NUL character, and one of them must not cost a whole batch.
function withoutNull(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}

// The same for the escape that JSON writes it as, unless its backslash is itself escaped.
function document(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('\\u0000') ? text.replace(escapedNull, '$1') : text;
}

function quoted(text: string): string {
  return `"${text.replace(escaped, '\\$&')}"`;
}

const escaped = /["\\]/g;
const escapedNull = /(?<!\\)((?:\\\\)*)\\u0000/g;
