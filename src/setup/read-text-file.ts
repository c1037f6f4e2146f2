import { readFile } from 'node:fs/promises';
import { Fault } from '../domain/errors.ts';

/** The text of a file without its byte order mark; null when there is no such file. */
export async function readTextFile(file: string): Promise<string | null> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw unreadable(file, error);
  }
}

function unreadable(file: string, cause: unknown): Fault {
  return new Fault({
    code: 'settings-invalid',
    happened: `${file} cannot be read`,
    means: cause instanceof TypeError ? 'it is not UTF-8 text' : 'this account may not open it',
    next: 'mend the file or its rights and try again; nothing was written',
    cause,
  });
}
