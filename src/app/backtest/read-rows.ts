import { createReadStream } from 'node:fs';
import { inputFault } from './input-fault.ts';

/** A row of a CSV file with the line it stands on, the header being line 1. */
export interface Row {
  readonly line: number;
  readonly text: string;
}

/**
 * Reads a CSV file in pieces: the rows of one piece at a time, without the header, which must begin with these columns.
 */
export async function* readRows(
  file: string,
  columns: readonly string[],
): AsyncGenerator<readonly Row[]> {
  let isEmpty = true;
  for await (const lines of readLines(file)) {
    const [first] = lines;
    if (first !== undefined) isEmpty = false;
    const hasHeader = first?.line === 1;
    if (hasHeader) checkHeader(file, columns, first.text);
    yield hasHeader ? lines.slice(1) : lines;
  }
  if (isEmpty) throw inputFault(file, null, 'it is empty', nextFor(columns));
}

/**
 * Reads a file of UTF-8 text in pieces, the lines of one piece at a time. Line ends of Windows and a byte order mark are taken
 * as they come; empty lines are passed over, but counted.
 */
export async function* readLines(file: string): AsyncGenerator<readonly Row[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const stream = createReadStream(file, { highWaterMark: 1 << 16 });
  let rest = '';
  let line = 0;
  try {
    for await (const piece of stream) {
      const lines = `${rest}${decoder.decode(piece, { stream: true })}`.split('\n');
      rest = lines.pop() ?? '';
      yield numbered(lines, line);
      line += lines.length;
    }
    rest += decoder.decode();
  } catch (error) {
    throw readingFault(file, error);
  }
  yield numbered([rest], line);
}

function numbered(lines: readonly string[], linesBefore: number): Row[] {
  return lines.flatMap((raw, index) => {
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    return text === '' ? [] : [{ line: linesBefore + index + 1, text }];
  });
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
