import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Fault } from '../domain/errors.ts';
import type { Prompt } from './prompt.ts';

/** Asks at a terminal, on a stream that is not stdout where that belongs to a protocol. A secret is typed unseen. */
export function createTerminalPrompt(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Prompt {
  return {
    ask: async (question, options = {}) => {
      const shown = options.default === undefined ? question : `${question} [${options.default}]`;
      const answer = options.secret
        ? await readUnseen(input, output, `${shown}: `)
        : await readLine(input, output, `${shown}: `);
      return answer === '' ? (options.default ?? '') : answer;
    },
  };
}

async function readUnseen(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  question: string,
): Promise<string> {
  output.write(question);
  try {
    return await readLine(input, silence(), '');
  } finally {
    output.write('\n');
  }
}

async function readLine(
  input: NodeJS.ReadStream,
  output: NodeJS.WritableStream,
  question: string,
): Promise<string> {
  const lines = createInterface({ input, output, terminal: true });
  // Ctrl-C and the end of input close the interface and would leave the question open for ever.
  const ended = new AbortController();
  lines.once('close', () => ended.abort());
  try {
    return await lines.question(question, { signal: ended.signal });
  } catch (error) {
    throw givenUp(error);
  } finally {
    lines.close();
  }
}

function givenUp(cause: unknown): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: 'Set-up was ended at a question',
    means: 'nothing was written',
    next: 'start it again when the answer is at hand',
    cause,
  });
}

function silence(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
