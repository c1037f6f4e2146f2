import { isAbsolute, join } from 'node:path';
import type { SecretStore } from '../ports/secret-store.ts';
import { configFileName } from './config-file.ts';
import { databaseRoles } from './database-settings.ts';
import { type Draft, dotted, type Path, setValue, sourceOf, valueAt } from './draft.ts';
import type { SettingsProblem } from './problem.ts';
import { readText } from './read-text.ts';
import { passwordVariable } from './schema-problems.ts';
import { entryInVariable } from './short-form.ts';

/** Puts every password in place that a file or the secret store holds, and refuses those in the settings file. */
export async function fillSecrets(
  draft: Draft,
  home: string,
  secretStore: SecretStore | null,
): Promise<readonly SettingsProblem[]> {
  const problems: SettingsProblem[] = [];
  for (const owner of owners(draft)) {
    const path = [...owner, 'password'];
    if (valueAt(draft.tree, path) !== undefined) problems.push(...refusedInFile(draft, path));
    else problems.push(...(await fillSecret(draft, owner, home, secretStore)));
  }
  return problems;
}

/** The name a password has in the secret store. */
function secretName(owner: Path, entry: unknown): string {
  if (owner[0] === 'servers') return serverSecretName(String(entry ?? 'main'));
  return owner[1] === 'roles' ? `database-password-${String(owner[2])}` : 'database-password';
}

function serverSecretName(entry: string): string {
  return `server-password-${entryInVariable(entry.slice(0, 63)).toLowerCase()}`;
}

/** Sections that stand there and hold a password. */
function owners(draft: Draft): readonly Path[] {
  const servers = valueAt(draft.tree, ['servers']);
  const candidates: Path[] = [
    ...(Array.isArray(servers) ? servers.map((_, index): Path => ['servers', index]) : []),
    ['database'],
    ...databaseRoles.map((role): Path => ['database', 'roles', role]),
  ];
  return candidates.filter((path) => {
    const owner = valueAt(draft.tree, path);
    return typeof owner === 'object' && owner !== null;
  });
}

function refusedInFile(draft: Draft, path: Path): readonly SettingsProblem[] {
  const source = sourceOf(draft, path);
  if (source?.origin !== 'file') return [];
  const wrong = `a secret has no place in ${configFileName}`;
  const expected = `move it to .env as ${passwordVariable(path)}`;
  return [{ path: dotted(path), wrong, expected, place: source.place }];
}

async function fillSecret(
  draft: Draft,
  owner: Path,
  home: string,
  secretStore: SecretStore | null,
): Promise<readonly SettingsProblem[]> {
  const file = valueAt(draft.tree, [...owner, 'passwordFile']);
  if (typeof file === 'string' && file !== '') {
    return fillFromFile(draft, owner, isAbsolute(file) ? file : join(home, file));
  }
  const entry = valueAt(draft.tree, [...owner, 'entry']);
  const kept = await secretStore?.read(secretName(owner, entry));
  if (kept)
    setValue(draft, [...owner, 'password'], kept, { origin: 'file', place: 'secret store' });
  return [];
}

async function fillFromFile(
  draft: Draft,
  owner: Path,
  file: string,
): Promise<readonly SettingsProblem[]> {
  const path = [...owner, 'passwordFile'];
  const source = sourceOf(draft, path) ?? { origin: 'default' as const, place: null };
  const read = await readText(file);
  const text = read.kind === 'text' ? read.text.replace(/\r?\n$/, '') : '';
  // A stand-in where nothing was read, so that the password is not called missing as well.
  setValue(draft, [...owner, 'password'], text === '' ? 'unread' : text, source);
  if (text !== '') return [];
  const { wrong, expected } = read.kind === 'unreadable' ? read : noPassword;
  return [{ path: dotted(path), wrong, expected, place: source.place }];
}

const noPassword = {
  wrong: 'names no file with a text',
  expected: 'name the file that holds the password',
};
