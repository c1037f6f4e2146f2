import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CommandLine, commandLine, ended } from '../fixtures/command-line.ts';

let commands: CommandLine;
beforeAll(async () => {
  commands = await commandLine();
});
afterAll(() => commands.remove());

it('a reader that has read enough, such as head, ends no command with an error', async () => {
  const child = commands.start(['config', 'show']);
  child.stdout?.destroy();
  expect(await ended(child)).toMatchObject({ exitCode: 0, stderr: '' });
});
