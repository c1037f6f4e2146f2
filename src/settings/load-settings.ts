import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecretStore } from '../ports/secret-store.ts';
import { withEnoughRetention } from './check-retention.ts';
import { checkTogether } from './check-together.ts';
import { readConfigFile } from './config-file.ts';
import { type Draft, type Source, setValue } from './draft.ts';
import { fillSecrets } from './fill-secrets.ts';
import { type SettingsProblem, settingsFault } from './problem.ts';
import type { Environment } from './resolve-home.ts';
import { schemaProblems } from './schema-problems.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { settingsSources } from './settings-sources.ts';
import { applyVariables, readEnvironmentFile } from './variables.ts';

export interface SettingsSources {
  readonly home: string;
  readonly environment: Environment;
  /** Dotted path of a setting → value, such as `collection.logsPerPass` → 50. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly checkoutRoot?: string | null;
  readonly secretStore?: SecretStore | null;
}

export interface LoadedSettings {
  readonly settings: Settings;
  /** Dotted path of every setting → the layer it comes from and the line or variable. */
  readonly origins: ReadonlyMap<string, Source>;
  /** Files that were read. */
  readonly files: readonly string[];
  /** What a reader should know and that is no error. */
  readonly notes: readonly string[];
}

export interface CheckedSettings {
  /** Null when there are problems. */
  readonly loaded: LoadedSettings | null;
  readonly problems: readonly SettingsProblem[];
  readonly files: readonly string[];
}

/** The settings, checked as a whole; throws settings-invalid with every problem at once. */
export async function loadSettings(sources: SettingsSources): Promise<LoadedSettings> {
  const { loaded, problems } = await checkSettings(sources);
  if (loaded === null) throw settingsFault(problems);
  return loaded;
}

/** The same without throwing, for a command that lists the problems. */
export async function checkSettings(sources: SettingsSources): Promise<CheckedSettings> {
  const { home, environment, flags, secretStore = null } = sources;
  const [config, environmentFile] = await Promise.all([
    readConfigFile(home),
    readEnvironmentFile(home),
  ]);
  const { draft } = config;
  dropEmptySections(draft);
  const problems = [
    ...config.problems,
    ...environmentFile.problems,
    ...applyVariables(draft, environmentFile.values, '.env'),
    ...applyVariables(draft, environment, 'environment'),
  ];
  applyFlags(draft, flags);
  problems.push(...(await fillSecrets(draft, home, secretStore)));
  problems.push(...(await checkTogether(draft, home)));
  const parsed = settingsSchema.safeParse(draft.tree);
  if (!parsed.success) problems.push(...schemaProblems(parsed.error.issues, draft));
  const files = [config.file, environmentFile.file].filter((file) => file !== null);
  if (!parsed.success) return { loaded: null, problems, files };
  const { settings, problems: tooShort } = withEnoughRetention(parsed.data, draft);
  problems.push(...tooShort);
  if (problems.length > 0) return { loaded: null, problems, files };
  const notes = [
    ...(await strayFileNotes(sources.checkoutRoot ?? null, home)),
    ...(await wideRightsNotes(environmentFile.file)),
  ];
  const origins = settingsSources(settings, draft);
  return { loaded: { settings, origins, files, notes }, problems: [], files };
}

/** A section whose every line is commented out reads as null and means its defaults. */
function dropEmptySections(draft: Draft): void {
  for (const [section, value] of Object.entries(draft.tree)) {
    if (value === null) delete draft.tree[section];
  }
}

function applyFlags(draft: Draft, flags: SettingsSources['flags']): void {
  for (const [path, value] of Object.entries(flags)) {
    if (value === undefined) continue;
    const keys = path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    setValue(draft, keys, value, { origin: 'flag', place: `flag ${path}` });
  }
}

/** A .env that others may read works all the same. Windows has access lists instead of these bits. */
async function wideRightsNotes(file: string | null): Promise<readonly string[]> {
  if (file === null || process.platform === 'win32') return [];
  const found = await stat(file).catch(() => null);
  if (found === null || (found.mode & 0o077) === 0) return [];
  return [`other users may read the passwords in ${file}; run: chmod 600 ${file}`];
}

async function strayFileNotes(
  checkoutRoot: string | null,
  home: string,
): Promise<readonly string[]> {
  if (checkoutRoot === null || join(checkoutRoot) === join(home)) return [];
  const stray = join(checkoutRoot, '.env');
  try {
    await access(stray);
    return [`${stray} is not read; settings are read from ${join(home, '.env')}`];
  } catch {
    return [];
  }
}
