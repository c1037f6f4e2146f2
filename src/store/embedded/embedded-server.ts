import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../domain/errors.ts';
import type { Journal } from '../../ports/journal.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import { databaseFault, errorCode, withClient } from '../connection.ts';
import { type ClusterPaths, clusterPaths } from './cluster-paths.ts';
import { readState, runningServer, writeState } from './cluster-state.ts';
import { type Endpoint, endpointAt, maintenanceDatabase, probe } from './endpoint.ts';
import { initialiseCluster } from './initialise-cluster.ts';
import { launchFault } from './launch-fault.ts';
import { type PostgresPrograms, preparePrograms } from './postgres-programs.ts';
import { askRunning, passwordUnknown, startCluster } from './start-cluster.ts';
import { withStartLock } from './start-lock.ts';

export interface EmbeddedServerParts {
  readonly home: string;
  readonly secrets: SecretStore;
  readonly journal: Journal;
  /** Server settings laid over the defaults. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where bin/, lib/ and share/ are, instead of the platform's package. */
  readonly nativeFolder?: string;
}

/** A PostgreSQL of our own below the home folder; it outlives every process that uses it. */
export interface EmbeddedServer {
  /** Initialises and starts it where needed; any number of processes may ask at once. */
  readonly ensureRunning: () => Promise<Endpoint>;
  /** The way in as of the last start, not asked whether it answers; null before the first start. */
  readonly remembered: () => Promise<Endpoint | null>;
  /** The way in when it is running, else null; starts nothing. */
  readonly running: () => Promise<Endpoint | null>;
  /** True when this call stopped it; false when it did not run or, with `ifUnused`, a client is connected. */
  readonly stop: (options: { readonly ifUnused: boolean }) => Promise<boolean>;
}

/** The package is pinned to this; another major version cannot read the same files. */
const majorVersion = '18';
const ownerSecret = 'database-owner';
const closingPatienceMs = 2000;
const closingPollMs = 100;

export function createEmbeddedServer(parts: EmbeddedServerParts): EmbeddedServer {
  const paths = clusterPaths(parts.home);
  return {
    ensureRunning: async () => {
      const endpoint = await answering(paths, parts.secrets);
      if (endpoint !== null) return endpoint;
      await makeFolders(paths);
      return await withStartLock(
        paths.lock,
        () => bringUp(paths, parts),
        () => answering(paths, parts.secrets),
      );
    },
    remembered: () => remembered(paths, parts.secrets),
    running: () => answering(paths, parts.secrets),
    stop: async ({ ifUnused }) => {
      if ((await runningServer(paths)) === null) return false;
      return await withStartLock(
        paths.lock,
        () => bringDown(paths, parts, ifUnused),
        async () => null,
      );
    },
  };
}

/** The quick way: the remembered address answers with the kept password. */
async function answering(paths: ClusterPaths, secrets: SecretStore): Promise<Endpoint | null> {
  const endpoint = await remembered(paths, secrets);
  if (endpoint === null) return null;
  return (await probe(endpoint)) === 'ready' ? endpoint : null;
}

async function remembered(paths: ClusterPaths, secrets: SecretStore): Promise<Endpoint | null> {
  const [state, password] = await Promise.all([readState(paths), secrets.read(ownerSecret)]);
  return state === null || password === null ? null : endpointAt(state.port, password);
}

async function makeFolders(paths: ClusterPaths): Promise<void> {
  try {
    await mkdir(paths.folder, { recursive: true, mode: 0o700 });
    await mkdir(paths.logs, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw notUsable(paths.folder, error);
  }
}

async function bringUp(paths: ClusterPaths, parts: EmbeddedServerParts): Promise<Endpoint> {
  const startedAt = performance.now();
  const programs = await preparePrograms(paths, parts.nativeFolder);
  const { user } = programs.privileges;
  if (user !== null) {
    await chown(paths.folder, user.id, user.groupId);
    await chown(paths.logs, user.id, user.groupId);
  }
  const password = await ownerPassword(paths, parts, programs);
  const endpoint = await startCluster(paths, programs, password, parts.settings ?? {});
  await writeState(paths, { port: endpoint.port });
  const tookMs = Math.round(performance.now() - startedAt);
  parts.journal.action('database', 'embedded PostgreSQL is running', {
    port: endpoint.port,
    tookMs,
  });
  return endpoint;
}

/** The kept password; with no data yet, a new one and a new data folder. */
async function ownerPassword(
  paths: ClusterPaths,
  { secrets, settings }: EmbeddedServerParts,
  programs: PostgresPrograms,
): Promise<string> {
  const kept = await secrets.read(ownerSecret);
  const major = await dataVersion(paths);
  if (major === null) {
    const password = kept ?? randomBytes(24).toString('base64url');
    if (kept === null) await secrets.write(ownerSecret, password);
    await initialiseCluster(paths, programs, password, settings?.['fsync'] !== 'off');
    return password;
  }
  if (major !== majorVersion) throw otherMajor(paths, major);
  if (kept === null) throw passwordUnknown(paths);
  return kept;
}

async function dataVersion(paths: ClusterPaths): Promise<string | null> {
  try {
    return (await readFile(join(paths.data, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw notUsable(paths.data, error);
  }
}

function notUsable(folder: string, cause: unknown): Fault {
  return new Fault({
    code: 'database-refused',
    happened: `this user may not use the folder ${folder} (${errorCode(cause)})`,
    means: 'the embedded database cannot be started',
    next: 'run DR365 as the user that made it, or set DR365_HOME to a folder of your own',
    cause,
  });
}

function otherMajor(paths: ClusterPaths, major: string): Fault {
  return new Fault({
    code: 'database-refused',
    happened: `the data in ${paths.data} was made by PostgreSQL ${major}, and this DR365 brings ${majorVersion}`,
    means: 'it cannot be opened by this version',
    next: 'export it with the DR365 that made it and import it here, or set DB_HOST',
  });
}

async function bringDown(
  paths: ClusterPaths,
  parts: EmbeddedServerParts,
  ifUnused: boolean,
): Promise<boolean> {
  const password = (await parts.secrets.read(ownerSecret)) ?? '';
  const { endpoint } = await askRunning(paths, password);
  if (endpoint === null) return false;
  if (ifUnused && (await isUsed(endpoint))) return false;
  const programs = await preparePrograms(paths, parts.nativeFolder);
  const words = ['stop', '-D', paths.data, '-m', 'fast', '-w', '-t', '60'];
  const result = await programs.pgCtl(words);
  if (result.exitCode !== 0) throw launchFault('stopped', result, paths.log);
  parts.journal.action('database', 'embedded PostgreSQL is stopped');
  return true;
}

/** Whether another client is connected. One that has just left may still be seen for a moment. */
async function isUsed(endpoint: Endpoint): Promise<boolean> {
  const deadline = performance.now() + closingPatienceMs;
  try {
    return await withClient(
      { ...endpoint, database: maintenanceDatabase },
      'dr365 stop',
      async (client) => {
        for (;;) {
          const { rows } = await client.query<{ others: number }>(
            `SELECT count(*) AS others FROM pg_stat_activity
             WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
          );
          if ((rows[0]?.others ?? 0) === 0) return false;
          if (performance.now() > deadline) return true;
          await sleep(closingPollMs);
        }
      },
    );
  } catch (error) {
    throw databaseFault(error, endpoint);
  }
}
