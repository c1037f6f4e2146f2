import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startSimulator } from '../../src/simulator/start-simulator.ts';
import { withServerLock } from '../../src/store/collection/server-lock.ts';
import { type CommandLine, commandLine } from '../fixtures/command-line.ts';
import { databaseEnvironment } from '../fixtures/database-environment.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { simulatorEnvironment } from '../fixtures/simulator-environment.ts';

const report = z.object({
  exitCode: z.number(),
  servers: z.array(
    z.object({ vbrServerId: z.number().nullable(), outcome: z.string(), durationMs: z.number() }),
  ),
});

let commands: CommandLine;
let databases: FreshDatabases;
let simulator: Awaited<ReturnType<typeof startSimulator>>;

beforeAll(async () => {
  [commands, databases, simulator] = await Promise.all([
    commandLine(),
    freshDatabases(),
    startSimulator({ seed: 7, now: new Date(), days: 7, jobs: 5 }),
  ]);
});
afterAll(async () => {
  await simulator.close();
  await commands.remove();
  await databases.drop();
});

it('a second pass while one runs ends with 0, says so within two seconds and asks VBR nothing', async () => {
  expect(await pass()).toMatchObject({ exitCode: 0, servers: [{ outcome: 'complete' }] });
  const before = simulator.requests();
  const { metrics } = databases.connections.collector;
  expect(before).not.toEqual({});
  const second = await withServerLock(metrics, 1, pass);
  expect(second).toMatchObject({ exitCode: 0, servers: [{ outcome: 'already-running' }] });
  expect(second.servers[0]?.durationMs).toBeLessThan(2000);
  expect(simulator.requests()).toEqual(before);
});

async function pass() {
  const ended = await commands.run(['run', '--json'], {
    ...databaseEnvironment(databases.connections),
    ...simulatorEnvironment(simulator),
  });
  const read = report.parse(JSON.parse(ended.stdout));
  expect(ended.exitCode).toBe(read.exitCode);
  return read;
}
