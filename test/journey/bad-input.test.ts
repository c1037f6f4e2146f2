import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startSimulator } from '../../src/simulator/start-simulator.ts';
import { type CommandLine, commandLine, type Ended } from '../fixtures/command-line.ts';
import { databaseEnvironment } from '../fixtures/database-environment.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { keptRows } from '../fixtures/kept-rows.ts';
import { simulatorEnvironment } from '../fixtures/simulator-environment.ts';

type Simulator = Awaited<ReturnType<typeof startSimulator>>;
type Environment = Readonly<Record<string, string>>;

const options = { seed: 7, now: new Date('2026-11-23T06:00:00Z'), days: 7, jobs: 5 } as const;
const errorSchema = z.object({ error: z.object({ code: z.string(), sentence: z.string() }) });

let commands: CommandLine;
let databases: FreshDatabases;
let simulator: Simulator;

beforeAll(async () => {
  [commands, databases, simulator] = await Promise.all([
    commandLine(),
    freshDatabases(),
    startSimulator(options),
  ]);
});
afterEach(() => simulator.setFaults({}));
afterAll(async () => {
  await simulator.close();
  await commands.remove();
  await databases.drop();
});

it.concurrent.for([
  [
    'a host that does not exist',
    { VEEAM_SERVER: 'no-such-host.invalid:9419' },
    20,
    /no-such-host\.invalid/,
  ],
  ['a port nobody listens on', { VEEAM_SERVER: '127.0.0.1:1' }, 20, /127\.0\.0\.1:1/],
  [
    'a self-signed certificate without a pin',
    { VEEAM_TLS_FINGERPRINT: '' },
    40,
    /trust|certificate/i,
  ],
  [
    'another certificate than the pinned one',
    { VEEAM_TLS_FINGERPRINT: 'AB'.repeat(32) },
    40,
    /AB:AB/,
  ],
  ['a wrong password', { VEEAM_PASSWORD: 'not-the-password' }, 40, /password/i],
] as const)('%s ends with one sentence and its exit code', async ([, change, exitCode, tells]) => {
  const ended = await commands.run(['run', '--json'], { ...environment(), ...change });
  expect(ended.exitCode, ended.stderr).toBe(exitCode);
  expect(told(ended)).toMatch(tells);
  expect(told(ended)).not.toContain('not-the-password');
  await nothingIsKept();
});

it.for([
  ['an account with multi-factor authentication', { mfa: true }, 40, /multi-factor|MFA/i],
  ['a VBR 12', { version12: true }, 40, /12/],
  [
    'an answer cut off in the middle',
    { rules: [{ kind: 'truncated', path: '/api/v1/' }] },
    20,
    /JSON|cut|complete/i,
  ],
  [
    'a firewall that answers in HTML',
    { rules: [{ kind: 'firewall', path: '/api/' }] },
    20,
    /firewall|proxy/i,
  ],
] as const)('%s ends with one sentence and its exit code', async ([, faults, exitCode, tells]) => {
  simulator.setFaults(faults);
  const ended = await commands.run(['run', '--json'], environment());
  expect(ended.exitCode, ended.stderr).toBe(exitCode);
  expect(told(ended)).toMatch(tells);
  await nothingIsKept();
});

it.concurrent.for([
  ['a PostgreSQL that is down', { DB_PORT: '1' }, 30, /127\.0\.0\.1:1/],
  ['a PostgreSQL that refuses the login', { DB_PASSWORD: 'not-the-password' }, 40, /DB_PASSWORD/],
  [
    'settings with two errors',
    { VEEAM_SERVER: 'http://plain', DB_PORT: 'many' },
    40,
    /VEEAM_SERVER.*DB_PORT|DB_PORT.*VEEAM_SERVER/s,
  ],
] as const)('%s ends with one sentence and its exit code', async ([, change, exitCode, tells]) => {
  const ended = await commands.run(['run', '--json'], { ...environment(), ...change });
  expect(ended.exitCode, ended.stderr).toBe(exitCode);
  expect(told(ended)).toMatch(tells);
  expect(told(ended)).not.toContain('not-the-password');
});

it.concurrent('a server that accepts and says nothing is given up in time', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const began = performance.now();
  const ended = await commands.run(['run', '--json'], {
    ...environment(),
    VEEAM_SERVER: `127.0.0.1:${port}`,
  });
  silent.close();
  expect(ended.exitCode, ended.stderr).toBe(20);
  expect(performance.now() - began).toBeLessThan(60_000);
});

function environment(): Environment {
  return {
    ...databaseEnvironment(databases.connections),
    ...simulatorEnvironment(simulator),
  };
}

const reportSchema = z.object({
  servers: z.array(z.object({ problem: z.object({ sentence: z.string() }).nullable() })),
});

/** The sentence of the one server of the report, or of the command itself. */
function told({ stdout }: Ended): string {
  const answer: unknown = JSON.parse(stdout);
  const report = reportSchema.safeParse(answer);
  if (report.success) return report.data.servers[0]?.problem?.sentence ?? '';
  return errorSchema.parse(answer).error.sentence;
}

async function nothingIsKept(): Promise<void> {
  const { counts } = await keptRows(databases.connections.owner.metrics);
  expect(counts).toMatchObject({ session: 0, task: 0, job: 0, repository: 0, log_record: 0 });
}
