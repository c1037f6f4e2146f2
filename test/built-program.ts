import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Vitest's global set-up: the program that tests start in processes of their own is built from what is here now. */
export async function setup(): Promise<void> {
  const script = join(import.meta.dirname, '../scripts/build.mjs');
  await promisify(execFile)(process.execPath, [script]);
}
