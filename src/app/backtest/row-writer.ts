import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Fault } from '../../domain/errors.ts';

/** Writes a file that appears under its name only when it is whole. */
export interface RowWriter {
  readonly write: (rows: string) => Promise<void>;
  readonly finish: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

/** Opens a CSV file for writing, with its header. */
export async function openRowWriter(file: string, header: string): Promise<RowWriter> {
  const partial = `${file}.partial`;
  const stream = createWriteStream(partial);
  try {
    await once(stream, 'open');
  } catch (error) {
    throw unwritable(file, error);
  }
  const failed = new Promise<never>((_, reject) => {
    stream.on('error', (error) => reject(unwritable(file, error)));
  });
  failed.catch(() => {});
  const write = async (rows: string): Promise<void> => {
    if (stream.errored !== null) return failed;
    if (!stream.write(rows)) await Promise.race([once(stream, 'drain'), failed]);
  };
  await write(`${header}\n`);
  return {
    write,
    finish: async () => {
      stream.end();
      await Promise.race([once(stream, 'close'), failed]);
      await rename(partial, file);
    },
    discard: async () => {
      stream.destroy();
      await rm(partial, { force: true });
    },
  };
}

function unwritable(file: string, cause: unknown): Fault {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return new Fault({
    code: 'input-invalid',
    happened: `${file} cannot be written (${code})`,
    means: 'no forecast was kept',
    next: 'name a file in a folder that exists and that this account can write to',
    cause,
  });
}
