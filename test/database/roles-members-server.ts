import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionSettings } from '../../src/store/connection.ts';
import { freePort } from '../../src/store/embedded/free-port.ts';
import { choosePrivileges } from '../../src/store/embedded/privileges.ts';
import { runProgram } from '../../src/store/embedded/run-program.ts';
import { serverIn } from './launcher-starter.ts';

export interface BareServer {
  /** Its super-user, in the database `postgres`. */
  readonly administrator: ConnectionSettings;
  readonly stop: () => Promise<void>;
}

const programs15 = '/usr/lib/postgresql/15/bin';
export const hasPostgres15 = existsSync(join(programs15, 'postgres'));

/** A fresh server of the embedded version that knows nothing of our roles. */
export async function startPostgres18(): Promise<BareServer> {
  const home = await mkdtemp(join(tmpdir(), `dr365-test-bare18-${process.pid}-`));
  const server = serverIn(home);
  const endpoint = await server.ensureRunning();
  return {
    administrator: { ...endpoint, database: 'postgres' },
    stop: async () => {
      await server.stop({ ifUnused: false });
      await rm(home, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** The same with the PostgreSQL 15 that Debian installs. */
export async function startPostgres15(): Promise<BareServer> {
  const home = await mkdtemp(join(tmpdir(), `dr365-test-bare15-${process.pid}-`));
  const data = join(home, 'data');
  const { wrapper, user } = await choosePrivileges(data);
  const run = async (program: string, words: readonly string[], detachedTo?: string) => {
    const [first = '', ...rest] = [...wrapper, join(programs15, program), ...words];
    const result = await runProgram(first, rest, {
      user,
      ...(detachedTo === undefined ? {} : { detachedTo }),
    });
    if (result.exitCode !== 0) throw new Error(`${program}: ${result.output}`);
  };
  const passwordFile = join(home, 'password');
  await writeFile(passwordFile, 'administrator\n');
  const login = ['-U', 'administrator', `--pwfile=${passwordFile}`, '-A', 'scram-sha-256'];
  await run('initdb', ['-D', data, ...login, '-E', 'UTF8', '--no-locale', '--no-sync']);
  const port = await freePort(null);
  const options = `-p ${port} -F -c listen_addresses=127.0.0.1 -c unix_socket_directories=`;
  const log = join(home, 'log');
  await run('pg_ctl', ['start', '-D', data, '-l', log, '-o', options, '-w'], join(home, 'start'));
  return {
    administrator: {
      host: '127.0.0.1',
      port,
      user: 'administrator',
      password: 'administrator',
      database: 'postgres',
    },
    stop: async () => {
      await run('pg_ctl', ['stop', '-D', data, '-m', 'immediate', '-w']);
      await rm(home, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
