import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../domain/errors.ts';
import type { SecretStore } from '../ports/secret-store.ts';

/**
 * Secrets that systemd hands to a service in a folder of its own (`LoadCredentialEncrypted=`), before those of the store behind
 * it. They are read only: what is written goes to the store behind.
 */
export function withCredentials(folder: string | undefined, behind: SecretStore): SecretStore {
  if (folder === undefined || folder === '') return behind;
  return {
    read: async (name) => (await credential(folder, name)) ?? behind.read(name),
    write: behind.write,
  };
}

async function credential(folder: string, name: string): Promise<string | null> {
  // Names are ours; one that could lead out of the folder is left to the store behind, which refuses it.
  if (!/^[a-z0-9][a-z0-9._-]{0,99}$/.test(name)) return null;
  try {
    return (await readFile(join(folder, name), 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw unreadable(name, error);
  }
}

function unreadable(name: string, cause: unknown): Fault {
  return new Fault({
    code: 'settings-invalid',
    happened: `The credential ${name} that systemd hands over cannot be read`,
    means: 'the password in it is unknown',
    next: 'look at LoadCredentialEncrypted= of the unit and run "systemctl daemon-reload"',
    cause,
  });
}
