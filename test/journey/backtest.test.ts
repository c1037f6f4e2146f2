import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CommandLine, commandLine } from '../fixtures/command-line.ts';

let commands: CommandLine;
let series: string;

beforeAll(async () => {
  commands = await commandLine();
  series = join(commands.home, 'series.csv');
  const rows = Array.from({ length: 200 }, (_, day) => `backup,${day},${500 + 3 * day}`);
  await writeFile(series, `series_id,t,value\n${rows.join('\n')}\n`);
});
afterAll(() => commands.remove());

it('dr365 backtest forecasts a file without a home, a server or a database', async () => {
  const out = join(commands.home, 'out.csv');
  const ended = await commands.run(['backtest', '--series', series, '--out', out, '--json']);
  expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
  expect(JSON.parse(ended.stdout)).toMatchObject({ series: 1, forecasts: 1 });
  const rows = (await readFile(out, 'utf8')).trim().split('\n');
  expect(rows).toHaveLength(91);
  expect(rows[90]).toMatch(/^backup,109,90,1097,/);
});

it.for([
  ['half of what belongs together', ['--cross', 'cross.csv'], /--cross and --levels/],
  ['too short a history', ['--length', '13'], /14 to 3650/],
  ['a horizon that is no number', ['--horizon', 'far'], /1 to 365/],
  ['a calibration that is not there', ['--calibration', 'absent.json'], /absent\.json/],
] as const)('dr365 backtest refuses %s with 40', async ([, options, message]) => {
  const out = join(commands.home, 'refused.csv');
  const ended = await commands.run(['backtest', '--series', series, '--out', out, ...options]);
  expect(ended.exitCode).toBe(40);
  expect(ended.stderr).toMatch(message);
});

it('dr365 analyze refuses charts of anything but capacity with 40', async () => {
  const ended = await commands.run(['analyze', 'health', '--charts', 'charts']);
  expect(ended.exitCode).toBe(40);
  expect(ended.stderr).toMatch(/only forecasts of capacity can be drawn/);
});
