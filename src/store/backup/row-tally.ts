import { createHash } from 'node:crypto';
import type { TableEnd } from './backup-format.ts';

const newline = 0x0a;

/** Counts rows and their SHA-256 while they pass; a row is a line, for a newline inside one is escaped. */
export function rowTally(): {
  readonly take: (lines: Uint8Array) => void;
  readonly rows: () => number;
  readonly end: () => TableEnd;
} {
  const hash = createHash('sha256');
  let rows = 0;
  return {
    take: (lines) => {
      hash.update(lines);
      for (let at = lines.indexOf(newline); at !== -1; at = lines.indexOf(newline, at + 1)) {
        rows += 1;
      }
    },
    rows: () => rows,
    end: () => ({ rows, sha256: hash.digest('hex') }),
  };
}
