import { appendFile, chown } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../domain/errors.ts';
import type { ClusterPaths } from './cluster-paths.ts';
import { readState, removeMisleadingProcessFile, runningServer } from './cluster-state.ts';
import { type Answer, type Endpoint, endpointAt, probe } from './endpoint.ts';
import { freePort } from './free-port.ts';
import { lastingFault, launchFault } from './launch-fault.ts';
import type { PostgresPrograms } from './postgres-programs.ts';
import type { ProgramResult } from './run-program.ts';
import { type ServerSettings, writeServerSettings } from './server-settings.ts';
import { socketFolder } from './socket-folder.ts';

const patienceMs = 30_000;
const retryMs = 500;
const pollMs = 20;
const startSeconds = 60;

/**
 * Starts the server and answers once it takes connections. A failed start is tried again for a while: after
 * a crash, processes left over still hold the shared memory for a moment, and another may just be starting it.
 */
export async function startCluster(
  paths: ClusterPaths,
  programs: PostgresPrograms,
  password: string,
  extra: Readonly<Record<string, string>>,
): Promise<Endpoint> {
  const deadline = performance.now() + patienceMs;
  const preferred = (await readState(paths))?.port ?? null;
  const sockets = await socketFolder(paths.folder, programs.privileges);
  await ownLog(paths, programs);
  for (;;) {
    const endpoint = await readyServer(paths, password);
    if (endpoint !== null) return endpoint;
    const settings = { port: await freePort(preferred), socketFolder: sockets, extra };
    const failure = await startIfAbsent(paths, programs, settings);
    if (performance.now() > deadline) throw failure ?? stillStarting(paths);
    await sleep(failure === null ? pollMs : retryMs);
  }
}

async function readyServer(paths: ClusterPaths, password: string): Promise<Endpoint | null> {
  const { answer, endpoint } = await askRunning(paths, password);
  if (answer === 'other') throw passwordUnknown(paths);
  return answer === 'ready' ? endpoint : null;
}

/** Null when a server process is there; throws what trying again cannot mend. */
async function startIfAbsent(
  paths: ClusterPaths,
  programs: PostgresPrograms,
  settings: ServerSettings,
): Promise<Fault | null> {
  if ((await runningServer(paths)) !== null) return null;
  const result = await start(paths, programs, settings);
  if (result.exitCode === 0) return null;
  const lasting = lastingFault(result);
  if (lasting !== null) throw lasting;
  return launchFault('started', result, paths.log);
}

async function start(
  paths: ClusterPaths,
  programs: PostgresPrograms,
  settings: ServerSettings,
): Promise<ProgramResult> {
  await removeMisleadingProcessFile(paths);
  await writeServerSettings(paths.settings, settings);
  const words = ['start', '-D', paths.data, '-l', paths.log, '-w', '-t', String(startSeconds)];
  return await programs.pgCtl(words, paths.startLog);
}

/** Asks the server whose process file lies in the data folder. */
export async function askRunning(
  paths: ClusterPaths,
  password: string,
): Promise<{ readonly answer: Answer; readonly endpoint: Endpoint | null }> {
  const running = await runningServer(paths);
  if (running === null) return { answer: 'none', endpoint: null };
  const endpoint = endpointAt(running.port, password);
  return { answer: await probe(endpoint), endpoint };
}

/** The server appends to the log; made beforehand so that the user it runs as may. */
async function ownLog(paths: ClusterPaths, programs: PostgresPrograms): Promise<void> {
  await appendFile(paths.log, '', { mode: 0o600 });
  const { user } = programs.privileges;
  if (user === null) return;
  await chown(paths.log, user.id, user.groupId);
}

function stillStarting(paths: ClusterPaths): Fault {
  return new Fault({
    code: 'database-down',
    happened: 'the embedded PostgreSQL has started but does not take connections yet',
    means: 'after a crash it first repairs its data, which can take minutes',
    next: `wait and try again, or read the end of ${paths.log}`,
  });
}

export function passwordUnknown(paths: ClusterPaths): Fault {
  return new Fault({
    code: 'database-refused',
    happened: 'the embedded PostgreSQL does not accept the password kept in the secret store',
    means: 'its data cannot be read',
    next: `restore the secrets that belong to ${paths.data}, or remove that folder to begin anew`,
  });
}
