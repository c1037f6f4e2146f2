import { pipeline } from 'node:stream/promises';
import type { PoolClient, QueryResult } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { fieldText } from './array-literal.ts';

const mark = Symbol('rows to copy');
const piecesOfCharacters = 65_536;

/** Rows on their way into a table by COPY; given to a statement that ends in `FROM STDIN -- ${rows}`. */
export interface CopiedRows {
  readonly [mark]: true;
  readonly columns: readonly (readonly unknown[])[];
}

/** Marks columns of equal length as what a COPY statement takes. */
export function copiedRows(columns: readonly (readonly unknown[])[]): CopiedRows {
  return { [mark]: true, columns };
}

export function isCopiedRows(value: unknown): value is CopiedRows {
  return typeof value === 'object' && value !== null && mark in value;
}

/** Runs the COPY on this connection and streams the rows into it. */
export async function runCopy(
  client: PoolClient,
  statement: string,
  { columns }: CopiedRows,
): Promise<Pick<QueryResult, 'command' | 'rowCount' | 'rows'>> {
  const stream = client.query(copyFrom(statement));
  await pipeline(copyText(columns), stream);
  return { command: 'COPY', rowCount: stream.rowCount, rows: [] };
}

/** PostgreSQL's text format: a line a row, tabs between fields, backslash escapes. */
function* copyText(columns: readonly (readonly unknown[])[]): Generator<string> {
  const rowCount = columns[0]?.length ?? 0;
  let text = '';
  for (let row = 0; row < rowCount; row += 1) {
    for (const [place, column] of columns.entries()) {
      text += `${place === 0 ? '' : '\t'}${copyField(column[row])}`;
    }
    text += '\n';
    if (text.length < piecesOfCharacters) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};
const escaped = /[\\\t\n\r]/g;

function copyField(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return fieldText(value).replace(escaped, (character) => escapes[character] ?? character);
}
