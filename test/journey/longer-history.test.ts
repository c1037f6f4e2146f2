import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSimulator } from '../../src/simulator/start-simulator.ts';
import { withClient } from '../../src/store/connection.ts';
import { type CommandLine, commandLine } from '../fixtures/command-line.ts';
import { databaseEnvironment } from '../fixtures/database-environment.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { keptRows } from '../fixtures/kept-rows.ts';
import { simulatorEnvironment } from '../fixtures/simulator-environment.ts';

// Longer than the estate is old, so that the instant of a pass does not decide what is read.
const wholeDays = 60;

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let commands: CommandLine;
let stepwise: FreshDatabases;
let atOnce: FreshDatabases;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 61, now: new Date(), days: 45, jobs: 12 });
  commands = await commandLine();
  [stepwise, atOnce] = await Promise.all([freshDatabases(), freshDatabases()]);
});
afterAll(async () => {
  await simulator.close();
  await commands.remove();
  await Promise.all([stepwise.drop(), atOnce.drop()]);
});

async function pass(databases: FreshDatabases, historyDays: number): Promise<void> {
  const limits = 'sessionsPerPass: 300\n  tasksPerPass: 5000\n  logsPerPass: 100000';
  const section = `collection:\n  historyDays: ${historyDays}\n  ${limits}\n`;
  await writeFile(join(commands.home, 'dr365.config.yaml'), section);
  const { exitCode, stderr } = await commands.run(['run'], environmentFor(databases));
  expect(exitCode, stderr).toBe(0);
}

it('a history that is made longer ends as if it had been so long from the first pass on', async () => {
  await pass(stepwise, 10);
  const short = await keptRows(stepwise.connections.owner.metrics);
  let passes = 0;
  for (; passes < 20 && (passes === 0 || (await isWaiting(stepwise))); passes += 1) {
    await pass(stepwise, wholeDays);
  }
  expect(passes).toBeGreaterThan(2);
  expect(passes).toBeLessThan(20);
  do await pass(atOnce, wholeDays);
  while (await isWaiting(atOnce));
  const whole = await keptRows(atOnce.connections.owner.metrics);
  expect(whole.counts['session']).toBeGreaterThan(2 * (short.counts['session'] ?? 0));
  expect(await keptRows(stepwise.connections.owner.metrics)).toEqual(whole);
  expect(await analysedRows(stepwise)).toEqual(await analysedRows(atOnce));
}, 420_000);

async function isWaiting({ connections }: FreshDatabases): Promise<boolean> {
  return withClient(connections.owner.metrics, 'test', async (client) => {
    const { rows } = await client.query('SELECT FROM source_state WHERE pending > 0');
    return rows.length > 0;
  });
}

/** What was made of the sessions. */
async function analysedRows({ connections }: FreshDatabases) {
  return withClient(connections.owner.metrics, 'test', async (client) => {
    const all = async (sql: string) => (await client.query(sql)).rows;
    return {
      runs: await all(
        'SELECT job_id, id, started_at, ended_at, outcome, session_ids FROM run ORDER BY id',
      ),
      causes: await all('SELECT run_id, workload, cause_key, text FROM run_cause ORDER BY 1, 2'),
      groups: await all(
        'SELECT cause_key, is_open, first_seen_at, last_seen_at, run_ids FROM failure_group ORDER BY 1, 3',
      ),
    };
  });
}

function environmentFor(databases: FreshDatabases): Record<string, string> {
  return {
    ...databaseEnvironment(databases.connections),
    ...simulatorEnvironment(simulator),
  };
}
