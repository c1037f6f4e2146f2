import { endOfRows } from './backup-format.ts';

const newline = 0x0a;
const mostBytesOfLine = 1 << 20;
const ending = Buffer.from(endOfRows);
const innerEnding = Buffer.from(`\n${endOfRows}`);

/** A stream of bytes that is read either line by line or up to the end of a table's rows. */
export interface ByteLines {
  /** The next line without its end; null at the end of the stream, or where a line is far too long or not ended. */
  readonly line: () => Promise<string | null>;
  /** Whole lines in pieces, up to the line that ends the rows; `isEnded` tells whether it was there. */
  readonly rows: (isEnded: { value: boolean }) => AsyncGenerator<Buffer>;
}

/** Reads bytes as lines, holding no more than a piece and the longest line. */
export function byteLines(source: AsyncIterable<Uint8Array>): ByteLines {
  const pieces = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const { done, value } = await pieces.next();
    if (done === true) return false;
    held = held.length === 0 ? Buffer.from(value) : Buffer.concat([held, value]);
    return true;
  };
  return {
    line: async () => {
      while (!held.includes(newline)) {
        if (held.length > mostBytesOfLine || !(await more())) return null;
      }
      const at = held.indexOf(newline);
      const text = held.toString('utf8', 0, at);
      held = held.subarray(at + 1);
      return text;
    },
    rows: async function* rows(isEnded) {
      do {
        const { lines, rest, isEnd } = cut(held);
        held = rest;
        if (lines.length > 0) yield lines;
        isEnded.value = isEnd;
      } while (!isEnded.value && (await more()));
    },
  };
}

/** Bytes that begin with a line → the whole lines before the one that ends the rows, and what follows. */
function cut(bytes: Buffer): { lines: Buffer; rest: Buffer; isEnd: boolean } {
  const isAtOnce = bytes.subarray(0, ending.length).equals(ending);
  const inner = isAtOnce ? -1 : bytes.indexOf(innerEnding);
  const isEnd = isAtOnce || inner !== -1;
  const until = isEnd ? inner + 1 : bytes.lastIndexOf(newline) + 1;
  return {
    lines: bytes.subarray(0, until),
    rest: bytes.subarray(isEnd ? until + ending.length : until),
    isEnd,
  };
}
