import { chmod } from 'node:fs/promises';
import { win32 } from 'node:path';
import { type RunProgram, runProgram } from './run-program.ts';

export interface ProtectionOptions {
  readonly platform?: NodeJS.Platform;
  readonly run?: RunProgram;
  /** Of Windows; programs are started by their full path. */
  readonly systemRoot?: string;
}

const localSystem = '*S-1-5-18';
const administrators = '*S-1-5-32-544';

/**
 * Leaves a file (0600) or folder (0700) to its owner; on Windows to the current user, SYSTEM and Administrators.
 * Null when done, else why not: a file system without rights must not stop the work, but has to be told.
 */
export async function protectPath(
  path: string,
  kind: 'file' | 'folder',
  options: ProtectionOptions = {},
): Promise<string | null> {
  if ((options.platform ?? process.platform) === 'win32')
    return protectOnWindows(path, kind, options);
  try {
    await chmod(path, kind === 'file' ? 0o600 : 0o700);
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return `the rights of ${path} could not be tightened (${code})`;
  }
}

async function protectOnWindows(
  path: string,
  kind: 'file' | 'folder',
  { run = runProgram, systemRoot = 'C:\\Windows' }: ProtectionOptions,
): Promise<string | null> {
  const program = (name: string) => win32.join(systemRoot, 'System32', name);
  const asked = await run(program('whoami.exe'), ['/user', '/fo', 'csv', '/nh']);
  const user = /S-1-[\d-]+/.exec(asked.output)?.[0];
  if (user === undefined)
    return `the rights of ${path} could not be tightened (whoami did not tell the user)`;
  const right = kind === 'file' ? 'F' : '(OI)(CI)F';
  const grants = [`*${user}`, localSystem, administrators].flatMap((who) => [
    '/grant:r',
    `${who}:${right}`,
  ]);
  const done = await run(program('icacls.exe'), [path, '/inheritance:r', ...grants, '/Q']);
  return done.succeeded ? null : `the rights of ${path} could not be tightened (icacls refused)`;
}
