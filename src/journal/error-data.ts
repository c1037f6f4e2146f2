import { Fault } from '../domain/errors.ts';
import type { JournalData } from '../ports/journal.ts';

const deepestCause = 6;
const mostFrames = 8;

/** What the journal keeps of an error: name, code, message and the chain of causes; no other property of it. */
export function errorData(error: unknown): {
  readonly message: string;
  readonly data: JournalData;
} {
  if (!(error instanceof Error))
    return { message: 'Something that is no error was thrown', data: { thrown: textOf(error) } };
  const { name, code } = namesOf(error);
  const causes = causesOf(error);
  const frames = error instanceof Fault && error.code !== 'defect' ? null : framesOf(error);
  return {
    message: error.message === '' ? name : error.message,
    data: {
      errorName: name,
      ...(code === null ? {} : { errorCode: code }),
      ...(causes.length === 0 ? {} : { causes: causes.join(' <- ') }),
      ...(frames === null ? {} : { frames }),
    },
  };
}

function causesOf(error: Error): readonly string[] {
  const told: string[] = [];
  const seen = new Set<unknown>([error]);
  let waiting = reasonsOf(error);
  for (let depth = 0; depth < deepestCause && waiting.length > 0; depth += 1) {
    const fresh = waiting.filter((each) => !seen.has(each));
    for (const each of fresh) seen.add(each);
    told.push(...fresh.map(inOneLine));
    waiting = fresh.flatMap((each) => (each instanceof Error ? reasonsOf(each) : []));
  }
  return told;
}

/** A failed connection to several addresses keeps its reasons in a list instead of a cause. */
function reasonsOf(error: Error): readonly unknown[] {
  const listed: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return error.cause === undefined || error.cause === null ? listed : [error.cause, ...listed];
}

function inOneLine(error: unknown): string {
  if (!(error instanceof Error)) return textOf(error);
  const { name, code } = namesOf(error);
  return `${name}${code === null ? '' : ` ${code}`}: ${error.message}`;
}

function namesOf(error: Error): { readonly name: string; readonly code: string | null } {
  const code = 'code' in error && typeof error.code !== 'object' ? String(error.code) : null;
  return { name: error.name, code };
}

/** Where it was thrown, without the message that the stack repeats. */
function framesOf(error: Error): string | null {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return frames.length === 0
    ? null
    : frames
        .slice(0, mostFrames)
        .map((line) => line.trim())
        .join(' | ');
}

/** Objects that were thrown may be requests with headers: only plain values are repeated. */
function textOf(value: unknown): string {
  return typeof value === 'object' || typeof value === 'function'
    ? `an ${typeof value}`
    : String(value);
}
