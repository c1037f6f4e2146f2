import { createReadStream } from 'node:fs';
import { inputFault } from './input-fault.ts';

/** A row of a CSV file with the line it stands on, the header being line 1. */
export interface Row {
  readonly line: number;
  readonly text: string;
}

/**
 * Reads a CSV file in pieces: the rows of one piece at a time, without the header, which must begin with these columns.
 * Line ends of Windows and a byte order mark are taken as they come; empty lines are passed over.
 */
export async function* readRows(
  file: string,
  columns: readonly string[],
): AsyncGenerator<readonly Row[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const stream = createReadStream(file, { highWaterMark: 1 << 16 });
  let rest = '';
  let line = 0;
  try {
    for await (const piece of stream) {
      const lines = `${rest}${decoder.decode(piece, { stream: true })}`.split('\n');
      rest = lines.pop() ?? '';
      yield rowsOf(file, columns, lines, line);
      line += lines.length;
    }
    rest += decoder.decode();
  } catch (error) {
    throw readingFault(file, error);
  }
  yield rowsOf(file, columns, [rest], line);
  if (line === 0 && rest === '') throw inputFault(file, null, 'it is empty', nextFor(columns));
}

function rowsOf(
  file: string,
  columns: readonly string[],
  lines: readonly string[],
  linesBefore: number,
): Row[] {
  const rows: Row[] = [];
  for (const [index, raw] of lines.entries()) {
    const line = linesBefore + index + 1;
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line === 1 && text !== '') checkHeader(file, columns, text);
    else if (text !== '') rows.push({ line, text });
  }
  return rows;
}

function checkHeader(file: string, columns: readonly string[], text: string): void {
  const names = text.split(',').map((name) => name.trim());
  if (columns.every((column, index) => names[index] === column)) return;
  const means = text.includes('\0')
    ? 'it is not UTF-8 text'
    : `its header does not begin with ${columns.join(',')}`;
  throw inputFault(file, 1, means, nextFor(columns));
}

function nextFor(columns: readonly string[]): string {
  return `save it as UTF-8 text with the header ${columns.join(',')}`;
}

function readingFault(file: string, error: unknown): unknown {
  if (error instanceof TypeError) {
    return inputFault(file, null, 'it is not UTF-8 text', 'save it as UTF-8', error);
  }
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return error;
  if (!/^E[A-Z]+$/.test(error.code)) return error;
  const means =
    error.code === 'ENOENT' ? 'there is no such file' : `reading it fails (${error.code})`;
  return inputFault(file, null, means, 'name a file that this account can read', error);
}
