import { execFile } from 'node:child_process';

interface ProgramResult {
  readonly succeeded: boolean;
  readonly output: string;
  /** What it wrote to stderr. */
  readonly errorOutput?: string;
}

interface ProgramOptions {
  /** Written to its stdin, such as a secret, which must never be an argument. */
  readonly input?: string;
  readonly timeoutMs?: number;
}

/** Runs a program of the operating system without a shell. */
export type RunProgram = (
  file: string,
  args: readonly string[],
  options?: ProgramOptions,
) => Promise<ProgramResult>;

const usualTimeoutMs = 20_000;

/**
 * Passwords in this process's environment are none of the program's business. Words and times come in English and in UTC.
 * Windows adds what its programs cannot do without.
 */
const cleanEnvironment: Readonly<Record<string, string>> =
  process.platform === 'win32'
    ? {}
    : {
        PATH: '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin',
        LC_ALL: 'C',
        TZ: 'UTC',
      };

export const runProgram: RunProgram = (file, args, { input, timeoutMs = usualTimeoutMs } = {}) =>
  new Promise((resolve) => {
    const options = {
      shell: false,
      windowsHide: true,
      timeout: timeoutMs,
      env: cleanEnvironment,
    };
    const child = execFile(file, [...args], options, (error, output, errorOutput) =>
      resolve({ succeeded: error === null, output, errorOutput }),
    );
    // A program that ends before it has read everything must not end this one.
    child.stdin?.on('error', () => {}).end(input ?? '');
  });
