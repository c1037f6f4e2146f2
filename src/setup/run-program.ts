import { execFile } from 'node:child_process';

interface ProgramResult {
  readonly succeeded: boolean;
  readonly output: string;
}

/** Runs a program of the operating system without a shell. */
export type RunProgram = (file: string, args: readonly string[]) => Promise<ProgramResult>;

export const runProgram: RunProgram = (file, args) =>
  new Promise((resolve) => {
    const options = { shell: false, windowsHide: true, timeout: 20_000 };
    execFile(file, [...args], options, (error, output) =>
      resolve({ succeeded: error === null, output }),
    );
  });
