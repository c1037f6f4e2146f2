import { Transform, Writable } from 'node:stream';
import { z } from 'zod';
import { createLineSplitter } from './line-splitter.ts';

/** A longer line is no question. */
const longestLineBytes = 4 * 1024 * 1024;
const parseError = `${JSON.stringify({
  jsonrpc: '2.0',
  id: null,
  error: { code: -32700, message: 'Parse error' },
})}\n`;

/** Both ends of the protocol between the process's streams and the server. */
export interface StdioWire {
  /** Whole lines of JSON; anything else was answered with a parse error. */
  readonly input: Transform;
  readonly output: Writable;
}

/**
 * Guards the protocol's streams: a line that is not JSON is answered with -32700 instead of being ignored, and the end of
 * the input waits a moment for the questions that are still being answered.
 */
export function createStdioWire(stdout: Writable, answerDeadlineMs: number): StdioWire {
  const unanswered = createUnanswered();
  const input = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      split(chunk);
      done();
    },
    flush(done) {
      unanswered.whenNone(done, answerDeadlineMs);
    },
  });
  const split = createLineSplitter(longestLineBytes, (line) => {
    if (line?.length === 0) return;
    const message = line === null ? null : messageIn(line);
    if (line === null || message === null) {
      stdout.write(parseError);
      return;
    }
    if (message.isRequest) unanswered.add(message.id);
    input.push(Buffer.concat([line, Buffer.from('\n')]));
  });
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      const message = messageIn(chunk);
      stdout.write(chunk, (error) => {
        if (message !== null && !message.isRequest) unanswered.remove(message.id);
        done(error);
      });
    },
  });
  return { input, output };
}

function createUnanswered() {
  const ids = new Set<string>();
  let onNone: () => void = () => {};
  return {
    add: (id: string) => void ids.add(id),
    remove: (id: string) => {
      ids.delete(id);
      if (ids.size === 0) onNone();
    },
    whenNone: (done: () => void, deadlineMs: number) => {
      if (ids.size === 0) return done();
      const finish = (): void => {
        onNone = () => {};
        clearTimeout(timer);
        done();
      };
      const timer = setTimeout(finish, deadlineMs);
      onNone = finish;
    },
  };
}

const envelope = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string().optional(),
});

/** Id of a message, and whether it waits for an answer; null when the line is not JSON. */
function messageIn(line: Buffer): { readonly id: string; readonly isRequest: boolean } | null {
  try {
    const { data } = envelope.safeParse(JSON.parse(line.toString('utf8')));
    const isRequest = data?.method !== undefined && data.id !== undefined;
    return { id: JSON.stringify(data?.id ?? null), isRequest };
  } catch {
    return null;
  }
}
