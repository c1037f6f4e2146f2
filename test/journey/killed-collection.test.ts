import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSimulator } from '../../src/simulator/start-simulator.ts';
import { type CommandLine, commandLine } from '../fixtures/command-line.ts';
import { databaseEnvironment } from '../fixtures/database-environment.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { keptRows } from '../fixtures/kept-rows.ts';

const kills = 50;
const settings = 'collection:\n  pageLimit: 50\n  logsPerPass: 100000\n';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let commands: CommandLine;
let killed: FreshDatabases;
let clean: FreshDatabases;

beforeAll(async () => {
  simulator = await startSimulator({
    scenario: 'troubled',
    seed: 50,
    now: new Date('2026-11-23T06:00:00Z'),
    jobs: 20,
    sessions: 3_000,
    failedShare: 0.04,
    warnedShare: 0.03,
    role: 'viewer',
  });
  commands = await commandLine();
  await writeFile(join(commands.home, 'dr365.config.yaml'), settings);
  [killed, clean] = await Promise.all([freshDatabases(), freshDatabases()]);
});
afterAll(async () => {
  await simulator.close();
  await commands.remove();
  await Promise.all([killed.drop(), clean.drop()]);
});

it(`loses and duplicates nothing when a collection is killed ${kills} times`, async () => {
  const oneRunMs = await timedCollection(clean);
  let interrupted = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const child = commands.start(['collect'], environmentFor(killed));
    const exit = once(child, 'exit');
    // Spread over the whole length of a collection, start-up included.
    await Promise.race([wait(((kill + 0.5) / kills) * oneRunMs), exit]);
    if (child.kill('SIGKILL')) interrupted += 1;
    await exit;
  }
  expect(interrupted).toBeGreaterThan(kills / 2);

  await timedCollection(killed);
  const expected = await keptRows(clean.connections.owner.metrics);
  expect(expected.counts['session']).toBeGreaterThan(2_500);
  expect(expected.counts['log_record']).toBeGreaterThan(100);
  expect(await keptRows(killed.connections.owner.metrics)).toEqual(expected);
}, 240_000);

async function timedCollection(databases: FreshDatabases): Promise<number> {
  const began = performance.now();
  const { exitCode, stderr } = await commands.run(['collect'], environmentFor(databases));
  expect(exitCode, stderr).toBe(0);
  return performance.now() - began;
}

function environmentFor(databases: FreshDatabases): Record<string, string> {
  return {
    ...databaseEnvironment(databases.connections),
    VEEAM_SERVER: `${simulator.host}:${simulator.port}`,
    VEEAM_USERNAME: simulator.username,
    VEEAM_PASSWORD: simulator.password,
    VEEAM_TLS_FINGERPRINT: simulator.fingerprintSha256,
  };
}
