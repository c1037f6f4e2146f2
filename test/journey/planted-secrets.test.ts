import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openHome } from '../../src/app/open-home.ts';
import { presentWorld } from '../../src/app/world.ts';
import { runProgram } from '../../src/setup/run-program.ts';
import { startSimulator } from '../../src/simulator/start-simulator.ts';
import { withClient } from '../../src/store/connection.ts';
import { type CommandLine, commandLine } from '../fixtures/command-line.ts';
import { databaseEnvironment } from '../fixtures/database-environment.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';

type Simulator = Awaited<ReturnType<typeof startSimulator>>;

/** One password by each of the ways it may come: environment, file, and what systemd hands over; odd signs on purpose. */
const passwords = {
  main: 'Plant-main-7f"3a\\e$x',
  north: 'Plant-north 19&c=e%2',
  south: "Plant-south-b'4<d>ö",
} as const;
type Entry = keyof typeof passwords;
const entries: readonly Entry[] = ['main', 'north', 'south'];

let commands: CommandLine;
let databases: FreshDatabases;
const simulators = new Map<Entry, Simulator>();

beforeAll(async () => {
  [commands, databases] = await Promise.all([commandLine(), freshDatabases()]);
  const small = { now: new Date(), days: 2, jobs: 2, role: 'viewer' } as const;
  for (const [seed, entry] of entries.entries()) {
    const password = passwords[entry];
    simulators.set(entry, await startSimulator({ ...small, seed: seed + 1, password }));
  }
});
afterAll(async () => {
  for (const simulator of simulators.values()) await simulator.close();
  await commands.remove();
  await databases.drop();
});

it('eight secrets leave by none of twelve ways', { timeout: 400_000 }, async () => {
  const environment = await planted();
  const secrets = [...Object.values(passwords), ...databasePasswords(environment)];
  expect(new Set(secrets).size).toBe(8);
  const sinks = new Map<string, string>();
  const argv: string[] = [];
  const watching = setInterval(async () => argv.push(await everyArgv()), 100);
  const run = await commands.run(['run', '--json'], environment);
  clearInterval(watching);
  expect(run.exitCode, run.stdout + run.stderr).toBe(0);
  sinks.set('report of a pass', run.stdout + run.stderr);
  sinks.set('arguments of every process', argv.join('\n'));
  for (const [name, words] of [
    ['answers', ['tool', 'get_health_status', '{"detail":"full"}']],
    ['status', ['status']],
    ['config show', ['config', 'show', '--json']],
    ['doctor', ['doctor', '--json']],
  ] as const) {
    const ended = await commands.run(words, environment);
    expect(ended.stdout.length, name).toBeGreaterThan(100);
    sinks.set(name, ended.stdout + ended.stderr);
  }
  const refused = await commands.run(['run'], { ...environment, DB_USER: 'nobody-there' });
  expect(refused.exitCode).toBe(40);
  sinks.set('errors', refused.stdout + refused.stderr);
  await crash(environment, secrets);
  sinks.set('environment of a child', await childEnvironment(environment));
  sinks.set('log files and the crash in them', await logText());
  const rows = await databaseText();
  for (const [name, text] of rows) sinks.set(name, text);
  expect([...sinks.keys()]).toHaveLength(12);
  for (const [sink, text] of sinks) {
    for (const secret of secrets) {
      for (const form of formsOf(secret))
        expect(text.includes(form), `${sink}: ${form}`).toBe(false);
    }
  }
});

/** Three servers in the file; one password in the environment, one in a file, one as a credential of systemd. */
async function planted(): Promise<Readonly<Record<string, string>>> {
  const { home } = commands;
  const listed = entries.map((entry) => {
    const simulator = simulators.get(entry);
    return `  - { entry: ${entry}, host: 127.0.0.1, port: ${simulator?.port}, username: ${simulator?.username}, fingerprint: "${simulator?.fingerprintSha256}" }`;
  });
  await mkdir(join(home, 'credentials'), { recursive: true });
  await writeFile(join(home, 'dr365.config.yaml'), `servers:\n${listed.join('\n')}\n`);
  await writeFile(join(home, 'north.txt'), passwords.north);
  await writeFile(join(home, 'credentials', 'server-password-south'), passwords.south);
  return {
    ...databaseEnvironment(databases.connections),
    VEEAM_PASSWORD_MAIN: passwords.main,
    VEEAM_PASSWORD_NORTH_FILE: join(home, 'north.txt'),
    CREDENTIALS_DIRECTORY: join(home, 'credentials'),
  };
}

function databasePasswords(environment: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(environment)
    .filter(([name]) => /^DB_.*PASSWORD$/.test(name))
    .map(([, value]) => value);
}

/** An error that quotes every secret in its message and its cause, as a careless library might. */
async function crash(
  environment: Readonly<Record<string, string>>,
  secrets: readonly string[],
): Promise<void> {
  const world = { ...presentWorld(), environment: { ...environment, DR365_HOME: commands.home } };
  const home = await openHome(world, { demo: false });
  const cause = new Error(`url https://u:${encodeURIComponent(secrets[1] ?? '')}@vbr/`);
  home.journal.error('crash', new Error(`planted crash: ${secrets.join(' ')}`, { cause }), {
    body: JSON.stringify({ secrets }),
    basic: Buffer.from(`user:${secrets[0]}`).toString('base64'),
  });
  await home.journal.close();
}

async function childEnvironment(environment: Readonly<Record<string, string>>): Promise<string> {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    const { output } = await runProgram('env', []);
    expect(output).toContain('PATH=');
    return output;
  } finally {
    for (const name of Object.keys(environment)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

async function logText(): Promise<string> {
  const folder = join(commands.home, 'logs');
  const names = (await readdir(folder)).filter((name) => name.startsWith('dr365.'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  expect(texts.join('')).toContain('planted crash');
  return texts.join('');
}

/** Every row of the tables that hold what happened. */
async function databaseText(): Promise<ReadonlyMap<string, string>> {
  const { risk } = databases.connections.owner;
  return withClient(risk, 'test', async (client) => {
    const found = new Map<string, string>();
    for (const table of ['journal_event', 'audit', 'pass']) {
      const { rows } = await client.query(
        `SELECT to_jsonb(kept)::text AS row FROM ${table} AS kept`,
      );
      expect(rows.length, table).toBeGreaterThan(0);
      found.set(`rows of ${table}`, rows.map(({ row }: { row: string }) => row).join('\n'));
    }
    return found;
  });
}

async function everyArgv(): Promise<string> {
  const names = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const texts = names.map((name) => readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => ''));
  return (await Promise.all(texts)).join('\n');
}

function formsOf(secret: string): readonly string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [secret, escaped, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
}
