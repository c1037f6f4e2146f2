import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../domain/errors.ts';
import type { SecretStore } from '../ports/secret-store.ts';
import { type ProtectionOptions, protectPath } from './protect-path.ts';
import { replaceFile } from './replace-file.ts';

export interface FileSecretStoreOptions extends ProtectionOptions {
  /** Told once when the folder could not be left to its owner alone. */
  readonly warn?: (line: string) => void;
}

const secretNames = /^[a-z0-9][a-z0-9._-]{0,99}$/;

/**
 * Secrets in a private folder, one file each: writers of different secrets never meet, and two of the same
 * leave one whole value.
 */
export function createFileSecretStore(
  folder: string,
  options: FileSecretStoreOptions = {},
): SecretStore {
  let prepared: Promise<void> | null = null;
  const prepareOnce = () => {
    prepared ??= prepareFolder(folder, options);
    return prepared;
  };
  return {
    read: async (name) => {
      try {
        return await readFile(secretFile(folder, name), 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error instanceof Fault ? error : storeRefused(folder, error);
      }
    },
    write: async (name, value) => {
      const file = secretFile(folder, name);
      try {
        await prepareOnce();
        await replaceFile(file, value, 0o600);
      } catch (error) {
        prepared = null;
        throw storeRefused(folder, error);
      }
    },
  };
}

/** On Windows the files inherit the folder's rights, which therefore come first. */
async function prepareFolder(folder: string, options: FileSecretStoreOptions): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const trouble = await protectPath(folder, 'folder', options);
  if (trouble !== null) options.warn?.(trouble);
}

function secretFile(folder: string, name: string): string {
  if (secretNames.test(name)) return join(folder, `${name}.secret`);
  throw new Fault({
    code: 'defect',
    happened: 'A secret was asked for by a name that cannot be a file',
    means: 'the program is wrong',
    next: 'report it',
  });
}

function storeRefused(folder: string, cause: unknown): Fault {
  return new Fault({
    code: 'settings-invalid',
    happened: `The secret store in ${folder} cannot be used`,
    means: 'passwords can neither be read nor kept',
    next: 'give this account the right to read and write that folder',
    cause,
  });
}
