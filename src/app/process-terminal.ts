import type { Terminal } from '../doors/cli/terminal.ts';

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  for (const stream of [process.stdout, process.stderr]) stream.on('error', leaveReader);
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

/** Whoever reads no further, such as `head`, has what they want: the command goes on to its end and its exit code. */
function leaveReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
