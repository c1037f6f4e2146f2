import { createHash } from 'node:crypto';
import { Fault } from '../domain/errors.ts';

/** Deepest row a cursor may point at; a store must skip all rows before it. */
const deepestOffset = 100_000;

/** Offset, question and instant (milliseconds; in base 36), short because every answer carries it twice. */
const written = /^([0-9a-z]{1,4})\.([\w-]{8})(?:\.([0-9a-z]{1,9}))?$/;

/** Where a page begins, and the instant its list begins at, so that later pages see the same list. */
export interface PageStart {
  readonly offset: number;
  readonly since: Date | null;
}

/** An opaque cursor that belongs to one question: `question` is every argument but the cursor and the limit. */
export function encodeCursor(question: unknown, start: PageStart): string {
  const offset = start.offset.toString(36);
  const since = start.since?.getTime().toString(36);
  const hash = hashOf([question, offset, since]);
  return since === undefined ? `${offset}.${hash}` : `${offset}.${hash}.${since}`;
}

/** Reads a cursor back; one that was changed, or belongs to another question, is refused. */
export function decodeCursor(question: unknown, cursor: string): PageStart {
  const [, offset = '', hash, since] = written.exec(cursor) ?? [];
  const start = {
    offset: Number.parseInt(offset, 36),
    since: since === undefined ? null : new Date(Number.parseInt(since, 36)),
  };
  const isPlace = start.offset >= 1 && start.offset <= deepestOffset;
  if (hash !== hashOf([question, offset, since]) || !isPlace) {
    throw new Fault({
      code: 'input-invalid',
      happened: 'the cursor is not one of this question',
      means: 'no page was read',
      next: 'repeat the question without cursor, then use its nextCursor with the same arguments',
    });
  }
  return start;
}

function hashOf(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 8);
}
