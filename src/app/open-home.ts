import { join } from 'node:path';
import type { HomeChoice } from '../doors/cli/cli-context.ts';
import { createJournal, type OwnedJournal } from '../journal/create-journal.ts';
import { createSecretRegistry, type SecretRegistry } from '../journal/secret-registry.ts';
import type { SecretStore } from '../ports/secret-store.ts';
import { type LoadedSettings, loadSettings } from '../settings/load-settings.ts';
import { type Environment, resolveHome } from '../settings/resolve-home.ts';
import { settingsSecrets } from '../settings/settings.ts';
import { withCredentials } from '../setup/credentials-store.ts';
import { withDpapi } from '../setup/dpapi-store.ts';
import { createFileSecretStore } from '../setup/file-secret-store.ts';
import { runProgram } from '../setup/run-program.ts';
import {
  type AdministeredDatabases,
  createDatabaseAdministration,
} from '../store/administration.ts';
import { externalDatabase } from './external-database.ts';
import type { World } from './world.ts';

/** A home with everything that works in it, before any database is touched. */
export interface OpenHome extends HomeChoice {
  readonly folder: string;
  readonly loaded: LoadedSettings;
  readonly secrets: SecretStore;
  readonly registry: SecretRegistry;
  readonly journal: OwnedJournal;
  readonly administration: AdministeredDatabases;
}

/** The user's home, or the demo's below it; the demo never sees settings of real servers or databases. */
export async function openHome(world: World, { demo }: HomeChoice): Promise<OpenHome> {
  const folder = homeFolder(world, { demo });
  const secrets = secretStoreOf(world, folder, { demo });
  const loaded = await loadSettings({
    home: folder,
    environment: demo ? withoutServers(world.environment) : world.environment,
    flags: {},
    checkoutRoot: world.installed ? null : world.root,
    secretStore: secrets,
  });
  const registry = createSecretRegistry();
  for (const value of settingsSecrets(loaded.settings)) registry.remember(value);
  const remembering = rememberingSecrets(secrets, registry);
  const { log } = loaded.settings;
  const journal = await createJournal({
    folder: join(folder, 'logs'),
    secrets: registry,
    rows: null,
    clock: world.clock,
    level: log.level,
    keepFiles: log.keepFiles,
    fileMegabytes: log.fileMegabytes,
  });
  const { database } = loaded.settings;
  const administration = createDatabaseAdministration({
    home: folder,
    external: database === null ? null : await externalDatabase(database),
    secrets: remembering,
    journal,
  });
  return { demo, folder, loaded, secrets: remembering, registry, journal, administration };
}

/** What systemd hands over first, then what DPAPI sealed, then the files of the home; the demo has only its own files. */
export function secretStoreOf(
  { environment, platform }: World,
  folder: string,
  { demo }: HomeChoice,
): SecretStore {
  const place = join(folder, 'secrets');
  const files = createFileSecretStore(place);
  if (demo) return files;
  const systemRoot = environment['SystemRoot'];
  const root = systemRoot === undefined ? {} : { systemRoot };
  const sealed =
    platform === 'win32' ? withDpapi({ folder: place, run: runProgram, ...root }, files) : files;
  return withCredentials(environment['CREDENTIALS_DIRECTORY'], sealed);
}

export function homeFolder(world: World, { demo }: HomeChoice): string {
  const home = resolveHome({
    environment: world.environment,
    checkoutRoot: world.installed ? null : world.root,
    platform: world.platform,
    installed: world.installed,
  });
  return demo ? join(home, 'demo') : home;
}

function withoutServers(environment: Environment): Environment {
  const kept = Object.entries(environment).filter(([name]) => !/^(VEEAM|DB)_/i.test(name));
  return Object.fromEntries(kept);
}

/** Whatever passes through the secret store is scrubbed from everything that is written. */
function rememberingSecrets(store: SecretStore, registry: SecretRegistry): SecretStore {
  return {
    read: async (name) => {
      const value = await store.read(name);
      if (value !== null) registry.remember(value);
      return value;
    },
    write: async (name, value) => {
      registry.remember(value);
      await store.write(name, value);
    },
  };
}
