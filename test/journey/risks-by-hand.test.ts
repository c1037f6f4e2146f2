import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startSimulator } from '../../src/simulator/start-simulator.ts';
import { type CommandLine, commandLine } from '../fixtures/command-line.ts';
import { databaseEnvironment } from '../fixtures/database-environment.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { simulatorEnvironment } from '../fixtures/simulator-environment.ts';

let commands: CommandLine;
let databases: FreshDatabases;
let simulator: Awaited<ReturnType<typeof startSimulator>>;

beforeAll(async () => {
  [commands, databases, simulator] = await Promise.all([
    commandLine(),
    freshDatabases(),
    startSimulator({ seed: 7, now: new Date(), days: 14, jobs: 10 }),
  ]);
  expect((await run('run')).exitCode).toBe(0);
});
afterAll(async () => {
  await simulator.close();
  await commands.remove();
  await databases.drop();
});

function run(...options: readonly string[]) {
  return commands.run(options, {
    ...databaseEnvironment(databases.connections),
    ...simulatorEnvironment(simulator),
  });
}

async function shown(...options: readonly string[]): Promise<unknown> {
  const ended = await run(...options, '--json');
  expect(ended.exitCode, ended.stderr).toBe(0);
  return JSON.parse(ended.stdout);
}

const worklist = z.object({
  plans: z.array(z.object({ risk: z.string(), status: z.string() })).min(1),
});

it('sets how far a plan has come, keeps it over the next pass, and refuses what is no status or no plan', async () => {
  const [first] = worklist.parse(await shown('plan', 'list')).plans;
  const id = first?.risk ?? '';
  expect(first?.status).toBe('GENERATED');
  expect(await shown('plan', 'set', id, 'implementing')).toEqual({
    ...{ risk: id, status: 'IMPLEMENTING', before: 'GENERATED' },
  });
  await run('run');
  const later = worklist.parse(await shown('plan', 'list')).plans;
  expect(later.find(({ risk }) => risk === id)?.status).toBe('IMPLEMENTING');
  const [wrong, none] = [
    await run('plan', 'set', id, 'done'),
    await run('plan', 'set', 'r-0', 'REVIEWED'),
  ];
  expect([wrong.exitCode, none.exitCode]).toEqual([40, 40]);
  expect(wrong.stderr).toContain('"done" is no status of a plan');
  expect(none.stderr).toContain('there is no plan for a risk "r-0"');
});

it('imports an inventory, after which machines in no backup are a risk', async () => {
  const file = join(commands.home, 'inventory.csv');
  await writeFile(file, 'name,platform\ndc-never-seen,VMware\n');
  expect((await run('import', 'inventory', file)).exitCode).toBe(0);
  await run('analyze', 'risk');
  const { text } = z
    .object({ text: z.string() })
    .parse({ text: (await run('tool', 'analyze_risks', '{"name":"dc-never-seen"}')).stdout });
  expect(text).toContain('1 machines of the inventory were never backed up');
  await writeFile(file, 'name\n"open\n');
  const bad = await run('import', 'inventory', file);
  expect(bad.exitCode).toBe(40);
  expect(bad.stderr).toContain('line 2: a quotation mark is not closed');
});

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

it('accepts a risk, counts it, and takes it back', async () => {
  const list = z.object({
    accepted: z.number(),
    risks: z.array(z.object({ id: z.string() })).min(1),
  });
  const before = list.parse(await shown('tool', 'analyze_risks'));
  const id = before.risks[0]?.id ?? '';
  const until = dayFromNow(1);
  const accept = ['--owner', 'Ann', '--reason', 'retired', '--until', until];
  const wrong: ReadonlyArray<readonly [readonly string[], string]> = [
    [['--owner', ' ', '--reason', 'retired', '--until', until], '--owner was empty'],
    ...['2020-01-31', dayFromNow(-1), '2031-02-30'].map(
      (passed) =>
        [
          ['--owner', 'Ann', '--reason', 'retired', '--until', passed],
          'a day that has not passed',
        ] as const,
    ),
  ];
  for (const [options, sentence] of wrong) {
    const refused = await run('risk', 'accept', id, ...options);
    expect([refused.exitCode, refused.stderr]).toEqual([40, expect.stringContaining(sentence)]);
  }
  expect((await run('risk', 'accept', id, ...accept)).exitCode).toBe(0);
  const after = list.parse(await shown('tool', 'analyze_risks'));
  expect(after.accepted).toBe(1);
  expect(after.risks.map((risk) => risk.id)).not.toContain(id);
  expect((await run('risk', 'reopen', id)).exitCode).toBe(0);
  expect(list.parse(await shown('tool', 'analyze_risks')).accepted).toBe(0);
});
