import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import {
  type AdministeredDatabases,
  createDatabaseAdministration,
  type RoleConnections,
} from '../src/store/administration.ts';
import { isProcessAlive } from '../src/store/embedded/process-alive.ts';
import { createInMemoryJournal } from './fixtures/in-memory-journal.ts';
import { createInMemorySecrets } from './fixtures/in-memory-secrets.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The migrated pair that `freshDatabases` clones, for each role. */
    templateConnections: RoleConnections;
  }
}

/** Durability costs time and protects nothing here. */
export const volatileSettings: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

const folderPrefix = 'dr365-test-cluster-';

/** Vitest's global set-up: one PostgreSQL for all system tests, with a migrated pair of databases to clone. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned();
  const home = await mkdtemp(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  const administration = administrationOf(home);
  try {
    await administration.migrate();
    project.provide('templateConnections', await administration.connections());
  } catch (error) {
    await remove(home, administration);
    throw error;
  }
  return () => remove(home, administration);
}

function administrationOf(home: string): AdministeredDatabases {
  return createDatabaseAdministration({
    home,
    external: null,
    secrets: createInMemorySecrets(),
    journal: createInMemoryJournal(),
    embeddedSettings: volatileSettings,
  });
}

async function remove(home: string, administration: AdministeredDatabases): Promise<void> {
  await administration.stop({ ifUnused: false });
  await rm(home, { recursive: true, force: true, maxRetries: 10 });
}

/** Servers and folders of test runs that were killed before they could clean up. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const run = /^dr365-test-[a-z0-9]+-(\d+)-/.exec(name)?.[1];
    if (run === undefined || isProcessAlive(Number(run))) continue;
    const home = join(tmpdir(), name);
    // Only the user that left it there can remove it.
    await remove(home, administrationOf(home)).catch(() => {});
  }
}
