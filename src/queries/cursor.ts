import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../domain/errors.ts';

/** Deepest row a cursor may point at; a store must skip all rows before it. */
const deepestOffset = 100_000;

const position = z.object({
  o: z.int().min(1).max(deepestOffset),
  q: z.string(),
  s: z.iso.datetime().nullable(),
});

/** Where a page begins, and the instant its list begins at, so that later pages see the same list. */
export interface PageStart {
  readonly offset: number;
  readonly since: Date | null;
}

/** An opaque cursor that belongs to one question: `question` is every argument but the cursor and the limit. */
export function encodeCursor(question: unknown, start: PageStart): string {
  const since = start.since?.toISOString() ?? null;
  const text = JSON.stringify({ o: start.offset, q: hashOf(question), s: since });
  return Buffer.from(text).toString('base64url');
}

/** Reads a cursor back; one that was changed, or belongs to another question, is refused. */
export function decodeCursor(question: unknown, cursor: string): PageStart {
  const parsed = position.safeParse(jsonIn(cursor));
  if (!parsed.success || parsed.data.q !== hashOf(question)) {
    throw new Fault({
      code: 'input-invalid',
      happened: 'the cursor is not one of this question',
      means: 'no page was read',
      next: 'repeat the question without cursor, then use its nextCursor with the same arguments',
    });
  }
  return { offset: parsed.data.o, since: parsed.data.s === null ? null : new Date(parsed.data.s) };
}

function jsonIn(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

function hashOf(question: unknown): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 10);
}
