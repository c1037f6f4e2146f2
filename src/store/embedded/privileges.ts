import { stat } from 'node:fs/promises';
import { Fault } from '../../domain/errors.ts';
import { runProgram } from './run-program.ts';

/** How the binaries are run: PostgreSQL refuses to run as the super-user of the system. */
export interface Privileges {
  /** Words put before the program. */
  readonly wrapper: readonly string[];
  /** The system user it runs as; null means the present one. */
  readonly user: { readonly id: number; readonly groupId: number } | null;
}

const present: Privileges = { wrapper: [], user: null };
const namespace = ['unshare', '-U', '--map-user=1000', '--map-group=1000'];

/**
 * The present user; for root the owner of an existing data folder, else a user namespace of its own
 * (private folders work and no system user is needed), else the system user `postgres`.
 */
export async function choosePrivileges(dataFolder: string): Promise<Privileges> {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return present;
  const owner = await stat(dataFolder).catch(() => null);
  if (owner !== null && owner.uid !== 0) {
    return { wrapper: [], user: { id: owner.uid, groupId: owner.gid } };
  }
  if (await namespacesWork()) return { wrapper: namespace, user: null };
  const user = await postgresUser();
  // Root's own data folder would be closed to that user, so it helps only before the first start.
  if (user !== null && owner === null) return { wrapper: [], user };
  throw new Fault({
    code: 'database-refused',
    happened: 'PostgreSQL refuses to run as root, and user namespaces are not available here',
    means: 'the embedded database cannot be started by this user',
    next: 'run DR365 as an ordinary user, or make a system user "postgres", or set DB_HOST',
  });
}

async function namespacesWork(): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const [program = '', ...words] = namespace;
  const tried = await runProgram(program, [...words, 'true']);
  return tried.exitCode === 0;
}

async function postgresUser(): Promise<Privileges['user']> {
  const [user, group] = await Promise.all([
    runProgram('id', ['-u', 'postgres']),
    runProgram('id', ['-g', 'postgres']),
  ]);
  if (user.exitCode !== 0 || group.exitCode !== 0) return null;
  return { id: Number(user.output), groupId: Number(group.output) };
}
