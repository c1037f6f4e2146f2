import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { remediationSettings } from '../../src/analysers/remediation/settings.ts';
import { plannerApart, planningCommand } from '../../src/app/plan-apart.ts';
import type { World } from '../../src/app/world.ts';
import { type ConnectionSettings, withClient } from '../../src/store/connection.ts';
import { aRisk } from '../fixtures/a-risk.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { keepRisks, testPass } from '../fixtures/kept-risks.ts';

const asOf = new Date('2026-11-20T06:00:00Z');
const root = join(import.meta.dirname, '../..');
const settings = remediationSettings.parse({});
const world: World = {
  ...{ root, platform: process.platform, installed: false, version: 'test' },
  environment: { PATH: process.env['PATH'], VEEAM_PASSWORD: 'secret', DR365_HOME: '/nowhere' },
  clock: { now: () => asOf },
};
const planned = { counts: expect.objectContaining({ 'plans-made': 1 }) };

let databases: FreshDatabases;
let folder: string;
beforeAll(async () => {
  databases = await freshDatabases();
  folder = await mkdtemp(join(tmpdir(), 'planning-'));
  await keepRisks(databases.connections.owner.risk, [aRisk()], asOf);
});
afterAll(async () => {
  await databases.drop();
  await rm(folder, { recursive: true, force: true });
});

function isThere(program: string, ...parameters: readonly string[]): boolean {
  return spawnSync(program, parameters, { stdio: 'ignore' }).status === 0;
}

/** Runs the planning process under another program and gives what it answered. */
async function planUnder(
  wrapper: readonly string[],
  connection: ConnectionSettings,
): Promise<unknown> {
  const { program, parameters, environment } = await planningCommand(world);
  const [first = program, ...rest] = [...wrapper, program, ...parameters];
  const child = spawn(first, rest, { env: { ...environment, PATH: process.env['PATH'] } });
  const knowledgeFolder = join(root, 'knowledge');
  child.stdin.end(
    JSON.stringify({ connection, knowledgeFolder, settings, passId: testPass, asOf }),
  );
  return JSON.parse(await text(child.stdout));
}

test('planning happens in a process that sees nothing of our environment', async () => {
  const { environment } = await planningCommand(world);
  expect(environment).toEqual({});
  const plan = plannerApart(world, databases.connections.remediation.risk, settings);
  expect(await plan(testPass, asOf, new AbortController().signal)).toMatchObject({
    'plans-made': 1,
  });
});

test('a fault of the database comes back in words, and without the password', async () => {
  const connection = { ...databases.connections.remediation.risk, port: 1, password: 'pass-word' };
  const plan = plannerApart(world, connection, settings);
  const told = plan(testPass, asOf, new AbortController().signal);
  await expect(told).rejects.toMatchObject({ code: 'database-down' });
  await expect(told).rejects.not.toThrow(/pass-word/);
});

test('where it is installed it may read the bundle and the knowledge alone', async () => {
  const { parameters } = await planningCommand({ ...world, installed: true });
  expect(parameters.slice(0, -1)).toEqual([
    '--permission',
    ...['dist', 'knowledge', 'package.json'].map((name) => `--allow-fs-read=${join(root, name)}`),
  ]);
});

test('it may not read a secret, not even below the checkout', async () => {
  const secret = join(folder, 'database-owner');
  await writeFile(secret, 'x');
  const { program, parameters } = await planningCommand(world);
  const rights = parameters.filter((one) => one.startsWith('--'));
  const reading = (file: string) =>
    spawnSync(program, [...rights, '-e', `require('fs').readFileSync(${JSON.stringify(file)})`], {
      encoding: 'utf8',
    });
  expect(reading(secret).stderr).toContain('ERR_ACCESS_DENIED');
  expect(reading(join(root, '.dr365', 'secrets', 'x')).stderr).toContain('ERR_ACCESS_DENIED');
  expect(reading(join(root, 'package.json')).status).toBe(0);
});

const canTrace = isThere('strace', '-o', '/dev/null', 'true');
test.skipIf(!canTrace)(
  'it connects to PostgreSQL and to nothing else, and opens no secret store (strace; skipped where that is absent)',
  async () => {
    const trace = join(folder, 'trace');
    const { port, ...login } = databases.connections.remediation.risk;
    const strace = ['strace', '-f', '-qq', '-o', trace, '-e', 'trace=connect,sendto,openat,execve'];
    expect(await planUnder(strace, { port, ...login })).toEqual(planned);
    const lines = (await readFile(trace, 'utf8')).split('\n');
    const connects = lines.filter((line) => /\bconnect\(/.test(line));
    expect(connects.length).toBeGreaterThan(0);
    const postgres = new RegExp(`sin_port=htons\\(${port}\\), sin_addr=inet_addr\\("127.0.0.1"\\)`);
    expect(connects.filter((line) => !postgres.test(line))).toEqual([]);
    expect(lines.filter((line) => /sendto\(.*sin6?_port/.test(line))).toEqual([]);
    expect(lines.filter((line) => /openat\(.*(secrets|\.env|dr365\.config)/.test(line))).toEqual(
      [],
    );
    expect(lines.filter((line) => /execve\(/.test(line)).length).toBe(1);
  },
);

const canUnshare = isThere('unshare', '-n', 'true');
test.skipIf(!canUnshare)(
  'it does all of its work without any network, over a Unix socket (unshare -n; skipped where that is not allowed)',
  async () => {
    const { owner, remediation } = databases.connections;
    const host = await withClient(owner.risk, 'test', async (client) => {
      const { rows } = await client.query<{ unix_socket_directories: string }>(
        'SHOW unix_socket_directories',
      );
      return rows[0]?.unix_socket_directories ?? '';
    });
    expect(host).not.toBe('');
    const withoutNetwork = ['unshare', '-n'];
    // Over the network the same process fails there, so that there is none.
    expect(await planUnder(withoutNetwork, remediation.risk)).toMatchObject({
      fault: { code: 'database-down' },
    });
    expect(await planUnder(withoutNetwork, { ...remediation.risk, host })).toEqual(planned);
  },
);
