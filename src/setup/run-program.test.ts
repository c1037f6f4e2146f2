import { expect, test } from 'vitest';
import { runProgram } from './run-program.ts';

test.skipIf(process.platform === 'win32')(
  'a program sees nothing of this environment, and writes words in English and times in UTC',
  async () => {
    process.env['DR365_PLANTED_SECRET'] = 'hunter2';
    const { output } = await runProgram(process.execPath, ['-p', 'JSON.stringify(process.env)']);
    delete process.env['DR365_PLANTED_SECRET'];
    expect(JSON.parse(output)).toEqual({ PATH: expect.any(String), LC_ALL: 'C', TZ: 'UTC' });
  },
);

test('a program that fails or is not there has not succeeded, and what it wrote is told', async () => {
  const script = "console.log('out'); console.error('why'); process.exitCode = 3";
  const ended = await runProgram(process.execPath, ['-e', script]);
  expect(ended).toMatchObject({ succeeded: false });
  expect([ended.output.trim(), ended.errorOutput?.trim()]).toEqual(['out', 'why']);
  expect(await runProgram('/nowhere/program', [])).toMatchObject({ succeeded: false });
});

test('a program reads its input, and one that takes too long is ended', async () => {
  const echo = 'process.stdin.pipe(process.stdout)';
  const options = { input: 'secret' };
  expect(await runProgram(process.execPath, ['-e', echo], options)).toMatchObject({
    ...{ succeeded: true, output: 'secret' },
  });
  const endless = 'setInterval(() => {}, 1000)';
  const began = performance.now();
  const late = await runProgram(process.execPath, ['-e', endless], { timeoutMs: 300 });
  expect(late.succeeded).toBe(false);
  expect(performance.now() - began).toBeLessThan(10_000);
});
