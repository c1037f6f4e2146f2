import type { Terminal } from '../doors/cli/terminal.ts';

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  return {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    isWatched: process.stderr.isTTY === true,
    exit: (code) => {
      process.exitCode = code;
    },
    interrupted,
  };
}
