import { spawnSync } from 'node:child_process';

/** Runs a program and gives what it printed; throws with both streams when it ends otherwise than expected. */
export function run(program, words, { expected = [0], ...options } = {}) {
  const ended = spawnSync(program, words, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
    ...options,
  });
  const { status, stdout, stderr, error } = ended;
  if (expected.includes(status)) return stdout;
  throw new Error(
    `${program} ${words.join(' ')} ended with ${status ?? error}\n${stdout}\n${stderr}`,
  );
}
