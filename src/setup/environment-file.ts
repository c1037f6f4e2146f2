import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseEnv } from 'node:util';
import { changedEnvironmentText, type EnvironmentChanges } from './environment-text.ts';
import { type ProtectionOptions, protectPath } from './protect-path.ts';
import { readTextFile } from './read-text-file.ts';
import { replaceFile } from './replace-file.ts';

/** A change of a .env that was checked and is not yet written. */
export interface EnvironmentFilePlan {
  readonly file: string;
  /** Null when there was no file. */
  readonly before: string | null;
  readonly after: string;
}

export interface WrittenFile {
  readonly file: string;
  readonly changed: boolean;
  /** Where the text that was there before lies now; null when there was none. */
  readonly backup: string | null;
  /** What could not be done, such as tightening the rights. */
  readonly warnings: readonly string[];
}

/** The variables of a .env; none when there is no such file. */
export async function readEnvFile(
  file: string,
): Promise<Readonly<Record<string, string | undefined>>> {
  return parseEnv((await readTextFile(file)) ?? '');
}

/** Everything that can be refused is refused here, before anything is written. */
export async function planEnvFile(
  file: string,
  changes: EnvironmentChanges,
): Promise<EnvironmentFilePlan> {
  const before = await readTextFile(file);
  return { file, before, after: changedEnvironmentText(before ?? '', changes) };
}

/**
 * Changes variables in a .env (0600) and keeps every other line. The one backup beside it is replaced each
 * time, so that old passwords do not pile up.
 */
export async function writeEnvFile(
  file: string,
  changes: EnvironmentChanges,
  options: ProtectionOptions = {},
): Promise<WrittenFile> {
  return applyEnvFilePlan(await planEnvFile(file, changes), options);
}

export async function applyEnvFilePlan(
  { file, before, after }: EnvironmentFilePlan,
  options: ProtectionOptions = {},
): Promise<WrittenFile> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const changed = before !== after;
  const backup = before === null || !changed ? null : `${file}.backup`;
  const warnings: string[] = [];
  const put = async (path: string, text: string) => {
    await replaceFile(path, text, 0o600);
    const trouble = await protectPath(path, 'file', options);
    if (trouble !== null) warnings.push(trouble);
  };
  if (backup !== null && before !== null) await put(backup, before);
  await put(file, after);
  return { file, changed, backup, warnings };
}
