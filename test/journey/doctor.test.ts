import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { examineHome } from '../../src/app/doctor-action.ts';
import { openHome } from '../../src/app/open-home.ts';
import { presentWorld } from '../../src/app/world.ts';
import type { SimulatorOptions } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/start-simulator.ts';
import { withClient } from '../../src/store/connection.ts';
import { type CommandLine, commandLine } from '../fixtures/command-line.ts';
import { databaseEnvironment } from '../fixtures/database-environment.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { simulatorEnvironment } from '../fixtures/simulator-environment.ts';

type Simulator = Awaited<ReturnType<typeof startSimulator>>;

const small = { seed: 7, days: 7, jobs: 5, role: 'viewer' } as const;
const examination = z.object({
  exitCode: z.number(),
  checks: z.array(
    z.object({
      name: z.string(),
      verdict: z.string(),
      happened: z.string(),
      means: z.string(),
      next: z.string(),
    }),
  ),
});

let commands: CommandLine;
let databases: FreshDatabases;
const simulators: Simulator[] = [];

beforeAll(async () => {
  [commands, databases] = await Promise.all([commandLine(), freshDatabases()]);
});
afterEach(async () => {
  for (const simulator of simulators.splice(0)) await simulator.close();
});
afterAll(async () => {
  await commands.remove();
  await databases.drop();
});

async function simulated(
  options: Partial<SimulatorOptions>,
  change: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const simulator = await startSimulator({ ...small, now: new Date(), ...options });
  simulators.push(simulator);
  return {
    ...databaseEnvironment(databases.connections),
    ...simulatorEnvironment(simulator),
    ...change,
  };
}

/** What `dr365 doctor` finds at a simulated server, in this process. */
async function examined(
  options: Partial<SimulatorOptions>,
  change: Readonly<Record<string, string>> = {},
) {
  const given = await simulated(options, change);
  const world = {
    ...presentWorld(),
    environment: { ...given, DR365_HOME: commands.home },
  };
  const opened = openHome(world, { demo: false });
  const { checks, exitCode } = await examineHome(world, opened, { withPowerShell: false });
  await opened.then(({ journal }) => journal.close()).catch(() => {});
  expect(JSON.stringify(checks)).not.toContain(given['VEEAM_PASSWORD']);
  return { exitCode, of: (name: string) => checks.find((check) => check.name === name) };
}

it('the command prints what was found and ends with its exit code', async () => {
  const ended = await commands.run(
    ['doctor', '--json'],
    await simulated({ faults: { mfa: true } }, {}),
  );
  const { checks, exitCode } = examination.parse(JSON.parse(ended.stdout));
  expect([ended.exitCode, exitCode]).toEqual([40, 40]);
  expect(checks.find(({ name }) => name === 'account')).toMatchObject({ verdict: 'failed' });
});

it('an account with the role Veeam Backup Viewer is all that is needed', async () => {
  const { exitCode, of } = await examined({});
  expect(exitCode).toBe(0);
  for (const name of [
    'settings',
    'database',
    'schema',
    'certificate',
    'account',
    'revision',
    'role',
    'sources',
    'clock',
  ]) {
    expect(of(name), name).toMatchObject({ verdict: 'good' });
  }
  expect(of('role')?.means).toContain('configuration-backup');
});

it.for([
  [
    'multi-factor authentication',
    { faults: { mfa: true } },
    {},
    40,
    'account',
    'failed',
    /second factor/,
  ],
  [
    'a wrong password',
    {},
    { VEEAM_PASSWORD: 'wrong-as-it-can-be' },
    40,
    'account',
    'failed',
    /refused the user name or password/,
  ],
  [
    'a role that sees too little',
    { role: 'security-administrator' },
    {},
    40,
    'role',
    'failed',
    /does not show .*restore-points/,
  ],
  [
    'a role that may too much',
    { role: 'administrator' },
    {},
    0,
    'role',
    'careful',
    /only administrators/,
  ],
  [
    'another certificate than the pinned one',
    {},
    { VEEAM_TLS_FINGERPRINT: 'AB'.repeat(32) },
    40,
    'certificate',
    'failed',
    /AB:AB.* is pinned/,
  ],
  [
    'a certificate that nobody vouches for',
    {},
    { VEEAM_TLS_FINGERPRINT: '' },
    40,
    'account',
    'failed',
    /trusted authority/,
  ],
  [
    'a clock that is ten minutes ahead',
    { faults: { clockSkewMinutes: 10 } },
    {},
    0,
    'clock',
    'careful',
    /(59\d|60\d) s ahead/,
  ],
  [
    'a clock that is ten minutes behind',
    { faults: { clockSkewMinutes: -10 } },
    {},
    0,
    'clock',
    'careful',
    /(59\d|60\d) s behind/,
  ],
  ['an old revision', { revision: '1.3-rev0' }, {}, 0, 'revision', 'careful', /1\.3-rev0/],
  ['a VBR 12', { faults: { version12: true } }, {}, 40, 'revision', 'failed', /12/],
  [
    'a 500 on /jobs',
    { faults: { pluginJobBreaksJobs: true } },
    {},
    10,
    'sources',
    'failed',
    /\(jobs\).*500/,
  ],
  [
    'a port nobody listens on',
    {},
    { VEEAM_SERVER: '127.0.0.1:1' },
    20,
    'certificate',
    'failed',
    /refused the connection/,
  ],
  [
    'a PostgreSQL that is down',
    {},
    { DB_PORT: '1' },
    30,
    'database',
    'failed',
    /127\.0\.0\.1:1 does not answer/,
  ],
  ['settings with an error', {}, { DB_PORT: 'many' }, 40, 'settings', 'failed', /setting/],
] as const)(
  '%s is told with its remedy',
  async ([, options, change, exitCode, name, verdict, happened]) => {
    const found = await examined(options, change);
    const check = found.of(name);
    expect(check).toMatchObject({ verdict });
    expect(check?.happened).toMatch(happened);
    expect(check?.means).not.toBe('');
    expect(check?.next).not.toBe('');
    expect(found.exitCode).toBe(exitCode);
  },
);

it('a schema that is too old is told and left as it is', async () => {
  const { metrics } = databases.connections.owner;
  const removed =
    'DELETE FROM schema_migration WHERE number = (SELECT max(number) FROM schema_migration)';
  await withClient(metrics, 'test', (client) => client.query(removed));
  const { exitCode, of } = await examined({});
  expect(exitCode).toBe(0);
  expect(of('schema')).toMatchObject({ verdict: 'careful' });
  expect(of('schema')?.next).toContain('dr365 db migrate');
});
