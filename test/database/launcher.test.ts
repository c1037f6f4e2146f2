import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type ConnectionSettings, withClient } from '../../src/store/connection.ts';
import { locateBinaries } from '../../src/store/embedded/binaries.ts';
import type { Endpoint } from '../../src/store/embedded/endpoint.ts';
import { isProcessAlive } from '../../src/store/embedded/process-alive.ts';
import { secretsIn, serverIn } from './launcher-starter.ts';

const starter = fileURLToPath(new URL('launcher-starter.ts', import.meta.url));
const isLinux = process.platform === 'linux';
const systemUser = process.getuid?.() === 0 ? findSystemUser() : null;

function findSystemUser(): { uid: number; gid: number } | null {
  const line = readFileSync('/etc/passwd', 'utf8').match(/^postgres:[^:]*:(\d+):(\d+):/m);
  if (line === null) return null;
  const user = { uid: Number(line[1]), gid: Number(line[2]) };
  // In a private folder that user cannot reach the checkout.
  return spawnSync(process.execPath, ['--version'], user).status === 0 ? user : null;
}

async function newHome(): Promise<string> {
  return await mkdtemp(join(tmpdir(), `dr365-test-launcher-${process.pid}-`));
}

async function removeHome(home: string): Promise<void> {
  await serverIn(home).stop({ ifUnused: false });
  await rm(home, { recursive: true, force: true, maxRetries: 10 });
}

/** Runs a client process to its end and answers all it printed. */
async function runStarter(
  home: string,
  native?: string,
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const words = native === undefined ? [starter, home] : [starter, home, native];
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(native === undefined || systemUser === null ? {} : systemUser),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part: Buffer) => {
    stdout += part.toString();
  });
  child.stderr.on('data', (part: Buffer) => {
    stderr += part.toString();
  });
  // 'close' comes only once nobody holds the pipes any more, the server included.
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { exitCode, stdout, stderr };
}

function database(endpoint: Endpoint): ConnectionSettings {
  return { ...endpoint, database: 'postgres' };
}

async function ask(endpoint: Endpoint, sql: string): Promise<unknown> {
  return await withClient(database(endpoint), 'launcher test', async (client) => {
    const { rows } = await client.query<{ answer: unknown }>(sql);
    return rows[0]?.answer;
  });
}

async function postmaster(home: string): Promise<number> {
  const text = await readFile(join(home, 'postgres', 'data', 'postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}

describe('the embedded server in one home', () => {
  let home = '';
  beforeAll(async () => {
    home = await newHome();
  });
  afterAll(() => removeHome(home));

  test('six processes starting at once on a fresh home share one cluster, and print nothing', async () => {
    const ended = await Promise.all(Array.from({ length: 6 }, () => runStarter(home)));
    expect(ended).toEqual(Array(6).fill({ exitCode: 0, stdout: '', stderr: '' }));
    const log = await readFile(join(home, 'logs', 'postgres.log'), 'utf8');
    expect(log.match(/ready to accept connections/g)).toHaveLength(1);
  });

  test('the server outlives the processes that started it', async () => {
    expect(isProcessAlive(await postmaster(home))).toBe(true);
    const endpoint = await serverIn(home).running();
    expect(endpoint).toMatchObject({ host: '127.0.0.1', user: 'dr365' });
  });

  test('a second start changes nothing', async () => {
    const before = await postmaster(home);
    const endpoint = await serverIn(home).ensureRunning();
    expect(await ask(endpoint, 'SELECT 1 AS answer')).toBe(1);
    expect(await postmaster(home)).toBe(before);
  });

  test('it listens on the loopback address alone and knows no login without SCRAM', async () => {
    const endpoint = await serverIn(home).ensureRunning();
    expect(await ask(endpoint, "SELECT current_setting('listen_addresses') AS answer")).toBe(
      '127.0.0.1',
    );
    const methods =
      'SELECT string_agg(DISTINCT auth_method, $$,$$) AS answer FROM pg_hba_file_rules';
    expect(await ask(endpoint, methods)).toBe('scram-sha-256');
    await expect(ask({ ...endpoint, password: 'wrong' }, 'SELECT 1')).rejects.toMatchObject({
      code: '28P01',
    });
  });

  test.skipIf(!isLinux)('a private Unix socket is there too', async () => {
    const { port, ...login } = await serverIn(home).ensureRunning();
    const folder = join(home, 'postgres', 'socket');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(await ask({ ...login, port, host: folder }, 'SELECT 1 AS answer')).toBe(1);
  });

  test('after the death of the server process six starters bring it back with its data', async () => {
    const endpoint = await serverIn(home).ensureRunning();
    await ask(endpoint, 'CREATE TABLE kept AS SELECT 7 AS answer');
    // Only the checkpoint makes sure of it here, since these clusters run without fsync.
    await ask(endpoint, 'CHECKPOINT');
    process.kill(await postmaster(home), 'SIGKILL');
    const ended = await Promise.all(Array.from({ length: 6 }, () => runStarter(home)));
    expect(ended.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
      Array(6).fill({ exitCode: 0, stderr: '' }),
    );
    const again = await serverIn(home).ensureRunning();
    expect(again.port).toBe(endpoint.port);
    expect(await ask(again, 'SELECT answer FROM kept')).toBe(7);
  });

  test.skipIf(process.platform === 'win32')(
    'while what is left of a dead server still holds its memory, the start is tried again',
    async () => {
      const endpoint = await serverIn(home).ensureRunning();
      await withClient(database(endpoint), 'left over', async (client) => {
        const { rows } = await client.query<{ id: number }>('SELECT pg_backend_pid() AS id');
        const leftOver = rows[0]?.id ?? 0;
        process.kill(leftOver, 'SIGSTOP');
        process.kill(await postmaster(home), 'SIGKILL');
        setTimeout(() => process.kill(leftOver, 'SIGCONT'), 2500);
        const again = await serverIn(home).ensureRunning();
        expect(await ask(again, 'SELECT answer FROM kept')).toBe(7);
      });
    },
  );

  test('a server in use is left running, and stopped once nobody uses it', async () => {
    const server = serverIn(home);
    const endpoint = await server.ensureRunning();
    const whileUsed = await withClient(database(endpoint), 'another client', () =>
      server.stop({ ifUnused: true }),
    );
    expect(whileUsed).toBe(false);
    expect(await server.running()).not.toBeNull();
    const serverProcess = await postmaster(home);
    expect(await server.stop({ ifUnused: true })).toBe(true);
    await expect.poll(() => isProcessAlive(serverProcess), { timeout: 10_000 }).toBe(false);
    expect(await server.running()).toBeNull();
    expect(await server.stop({ ifUnused: false })).toBe(false);
  });

  test('a stopped server comes back on its old port, or on another when that is taken', async () => {
    const server = serverIn(home);
    const first = await server.ensureRunning();
    await server.stop({ ifUnused: false });
    expect((await server.ensureRunning()).port).toBe(first.port);
    await server.stop({ ifUnused: false });
    const squatter = createServer((socket) => socket.end('not PostgreSQL'));
    await new Promise<void>((resolve) => squatter.listen(first.port, '127.0.0.1', resolve));
    onTestFinished(() => {
      squatter.close();
    });
    const moved = await server.ensureRunning();
    expect(moved.port).not.toBe(first.port);
    expect(await ask(moved, 'SELECT answer FROM kept')).toBe(7);
  });

  test('a lock left by a process that died is broken', async () => {
    const server = serverIn(home);
    await server.stop({ ifUnused: false });
    const lock = join(home, 'postgres', 'starting.lock');
    await mkdir(lock);
    await writeFile(join(lock, 'owner.json'), '{"processId":4194300,"token":"gone"}');
    await server.ensureRunning();
    await expect(stat(lock)).rejects.toMatchObject({ code: 'ENOENT' });
    await server.stop({ ifUnused: false });
    await mkdir(lock);
    await utimes(lock, new Date(0), new Date(0));
    await server.ensureRunning();
  });

  test.skipIf(!isLinux)(
    'a process file that names a stranger does not keep it from starting',
    async () => {
      const server = serverIn(home);
      await server.stop({ ifUnused: false });
      const file = join(home, 'postgres', 'data', 'postmaster.pid');
      await writeFile(
        file,
        `${process.pid}\n${join(home, 'postgres', 'data')}\n1\n5432\n\n127.0.0.1\n`,
      );
      expect(await ask(await server.ensureRunning(), 'SELECT 1 AS answer')).toBe(1);
    },
  );

  test('a password that was lost is told, not guessed', async () => {
    await secretsIn(home).write('database-owner', 'another');
    await expect(serverIn(home).ensureRunning()).rejects.toMatchObject({
      code: 'database-refused',
      message: expect.stringContaining('does not accept the password'),
    });
  });
});

test('data of another major version is refused by name', async () => {
  const home = await newHome();
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  await mkdir(join(home, 'postgres', 'data'), { recursive: true });
  await writeFile(join(home, 'postgres', 'data', 'PG_VERSION'), '17\n');
  await expect(serverIn(home).ensureRunning()).rejects.toMatchObject({
    code: 'database-refused',
    message: expect.stringContaining('PostgreSQL 17'),
  });
});

test('a killed initialisation leaves nothing that counts as data', async () => {
  const home = await newHome();
  onTestFinished(() => removeHome(home));
  const child = spawn(process.execPath, [starter, home], { stdio: 'ignore' });
  const halfMade = async () =>
    (await clusterFiles(home)).some((name) => /^data-.*[.]new$/.test(name));
  await expect.poll(halfMade, { timeout: 20_000, interval: 10 }).toBe(true);
  child.kill('SIGKILL');
  expect(await clusterFiles(home)).not.toContain('data');
  const endpoint = await serverIn(home).ensureRunning();
  expect(await ask(endpoint, 'SELECT 1 AS answer')).toBe(1);
  expect((await clusterFiles(home)).filter((name) => name.endsWith('.new'))).toEqual([]);
});

async function clusterFiles(home: string): Promise<string[]> {
  return await readdir(join(home, 'postgres')).catch(() => []);
}

test.skipIf(!isLinux)('library links left out by the installation are made', async () => {
  const home = await newHome();
  const native = await packageWithoutLinks();
  onTestFinished(() => removeHome(home));
  const endpoint = await serverIn(home, native).ensureRunning();
  expect(await ask(endpoint, 'SELECT 1 AS answer')).toBe(1);
  expect((await lstat(join(native, 'lib', 'libpq.so.5'))).isSymbolicLink()).toBe(true);
});

test.skipIf(!isLinux)(
  'a package that may not be written to gets its library links in the home folder',
  async ({ skip }) => {
    if (process.getuid?.() === 0 && systemUser === null) {
      skip('root may write everywhere, and no ordinary user can reach this checkout');
    }
    const home = await newHome();
    const native = await packageWithoutLinks();
    await chmod(join(native, '..'), 0o755);
    await chmod(join(native, 'lib'), 0o555);
    onTestFinished(() => removeHome(home));
    // Root may write everywhere, so the client runs as an ordinary user then.
    if (systemUser !== null) await chown(home, systemUser.uid, systemUser.gid);
    expect(await runStarter(home, native)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    await expect(lstat(join(native, 'lib', 'libpq.so.5'))).rejects.toThrow();
    expect(await clusterFiles(home)).toContain('lib');
    // What an ordinary user made, root uses in that user's name.
    const endpoint = await serverIn(home, native).ensureRunning();
    expect(await ask(endpoint, 'SELECT 1 AS answer')).toBe(1);
  },
);

/** A copy as npm leaves it with --ignore-scripts. */
async function packageWithoutLinks(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'dr365-native-'));
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  const native = join(copy, 'native');
  await cp(locateBinaries().nativeFolder, native, {
    recursive: true,
    filter: async (path) => !(await lstat(path)).isSymbolicLink(),
  });
  await expect(lstat(join(native, 'lib', 'libpq.so.5'))).rejects.toMatchObject({ code: 'ENOENT' });
  return native;
}
