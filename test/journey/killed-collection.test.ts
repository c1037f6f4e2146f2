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
import { simulatorEnvironment } from '../fixtures/simulator-environment.ts';

const kills = 50;
// The estate moves on in time meanwhile; its beginning must stay inside the history that is read.
const settings = 'collection:\n  historyDays: 200\n  pageLimit: 50\n  logsPerPass: 100000\n';

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
    sessions: 1_000,
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
  await timedCollection(clean);
  let shortestMs = await timedCollection(clean);
  let interrupted = 0;
  for (let attempt = 0; interrupted < kills && attempt < 2 * kills; attempt += 1) {
    if (attempt % 5 === 4) simulator.advance(3);
    // Spread over the whole length of a collection, start-up included.
    const moment = ((interrupted + 0.5) / kills) * shortestMs;
    const endedMs = await killedAfter(moment);
    if (endedMs === null) interrupted += 1;
    // A machine that grew faster would end before every late moment.
    else shortestMs = Math.min(shortestMs, endedMs);
  }
  expect(interrupted).toBe(kills);

  await timedCollection(killed);
  await timedCollection(clean);
  const expected = await keptRows(clean.connections.owner.metrics);
  expect(expected.counts['session']).toBeGreaterThan(2_000);
  expect(expected.counts['log_record']).toBeGreaterThan(100);
  expect(await keptRows(killed.connections.owner.metrics)).toEqual(expected);
  // Fifty starts of a process: minutes on a machine that runs the other tests beside it.
}, 420_000);

/** Null when the collection was still at work and is killed, else how long it took. */
async function killedAfter(moment: number): Promise<number | null> {
  const began = performance.now();
  const child = commands.start(['collect'], environmentFor(killed));
  const exit = once(child, 'exit');
  await Promise.race([wait(moment), exit]);
  const tookMs = performance.now() - began;
  const isKilled = child.exitCode === null && child.kill('SIGKILL');
  await exit;
  return isKilled && child.signalCode === 'SIGKILL' ? null : tookMs;
}

async function timedCollection(databases: FreshDatabases): Promise<number> {
  const began = performance.now();
  const { exitCode, stderr } = await commands.run(['collect'], environmentFor(databases));
  expect(exitCode, stderr).toBe(0);
  return performance.now() - began;
}

function environmentFor(databases: FreshDatabases): Record<string, string> {
  return {
    ...databaseEnvironment(databases.connections),
    ...simulatorEnvironment(simulator),
  };
}
