import { randomBytes } from 'node:crypto';
import { appendFile, chown, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterPaths } from './cluster-paths.ts';
import { superUser } from './endpoint.ts';
import { lastingFault, launchFault } from './launch-fault.ts';
import type { PostgresPrograms } from './postgres-programs.ts';

const renameAttempts = 10;
const renameWaitMs = 200;

/** Makes the data folder aside and renames it into place, so that a killed start leaves nothing half made. */
export async function initialiseCluster(
  paths: ClusterPaths,
  programs: PostgresPrograms,
  password: string,
  isDurable: boolean,
): Promise<void> {
  await removeLeftovers(paths.folder);
  const name = `${process.pid}-${randomBytes(4).toString('hex')}`;
  const data = join(paths.folder, `data-${name}.new`);
  const passwordFile = join(paths.folder, `password-${name}.new`);
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    const { user } = programs.privileges;
    if (user !== null) await chown(passwordFile, user.id, user.groupId);
    const result = await programs.initdb(initdbWords(data, passwordFile, isDurable));
    if (result.exitCode !== 0) {
      throw lastingFault(result) ?? launchFault('initialised', result, paths.log);
    }
    await appendFile(join(data, 'postgresql.conf'), "\ninclude_if_exists = 'dr365.conf'\n");
    await renameIntoPlace(data, paths.data);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

function initdbWords(data: string, passwordFile: string, isDurable: boolean): string[] {
  return [
    `--pgdata=${data}`,
    `--username=${superUser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(isDurable ? [] : ['--no-sync']),
  ];
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^(data|password)-.*[.]new$/.test(name)) continue;
    // One that cannot be removed now only takes room until the next time.
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
  }
}

/** On Windows a virus scanner may hold the fresh files for a moment. */
async function renameIntoPlace(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (process.platform !== 'win32' || attempt >= renameAttempts) throw error;
      await sleep(renameWaitMs);
    }
  }
}
