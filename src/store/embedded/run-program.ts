import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { errorCode } from '../connection.ts';

export interface ProgramResult {
  /** Null when it could not be started or was killed. */
  readonly exitCode: number | null;
  readonly output: string;
}

export interface ProgramOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: { readonly id: number; readonly groupId: number } | null;
  /**
   * For a program that leaves a server behind: output goes to this file instead of a pipe, which the server
   * would hold open for ever, and it gets a session of its own, so that no terminal or client takes it down.
   */
  readonly detachedTo?: string;
}

/** A fixed environment: settings and secrets of this process are none of the server's business. */
const cleanEnvironment: Readonly<Record<string, string>> =
  process.platform === 'win32'
    ? {}
    : { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' };

/** Runs a program to its end, without a shell. Never rejects because of the program. */
export async function runProgram(
  program: string,
  words: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  if (options.detachedTo === undefined) return await run(program, words, options, 'pipe');
  const file = openSync(options.detachedTo, 'w', 0o600);
  try {
    const { exitCode, output } = await run(program, words, options, file);
    return { exitCode, output: output + (await readFile(options.detachedTo, 'utf8')) };
  } finally {
    closeSync(file);
  }
}

function run(
  program: string,
  words: readonly string[],
  options: ProgramOptions,
  target: 'pipe' | number,
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      shell: false,
      windowsHide: true,
      detached: target !== 'pipe',
      stdio: ['ignore', target, target],
      env: { ...cleanEnvironment, ...options.environment },
      ...(options.user == null ? {} : { uid: options.user.id, gid: options.user.groupId }),
    });
    const parts: string[] = [];
    const keep = (part: Buffer) => parts.push(part.toString('utf8'));
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', (error) =>
      resolve({ exitCode: null, output: `${errorCode(error)} ${error.message}` }),
    );
    child.once('close', (exitCode) => resolve({ exitCode, output: parts.join('') }));
  });
}
