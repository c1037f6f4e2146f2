import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SecretStore } from '../../src/ports/secret-store.ts';
import { withClient } from '../../src/store/connection.ts';
import {
  createEmbeddedServer,
  type EmbeddedServer,
} from '../../src/store/embedded/embedded-server.ts';
import { volatileSettings } from '../database-cluster.ts';
import { createInMemoryJournal } from '../fixtures/in-memory-journal.ts';

/** A server whose secrets lie beside it, so that several processes share them. */
export function serverIn(home: string, nativeFolder?: string): EmbeddedServer {
  return createEmbeddedServer({
    home,
    secrets: secretsIn(home),
    journal: createInMemoryJournal(),
    settings: volatileSettings,
    ...(nativeFolder === undefined ? {} : { nativeFolder }),
  });
}

export function secretsIn(home: string): SecretStore {
  const folder = join(home, 'test-secrets');
  return {
    read: (name) => readFile(join(folder, name), 'utf8').catch(() => null),
    write: async (name, value) => {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, name), value);
    },
  };
}

// Run as a program: brings the server up, asks it for a number, prints nothing, ends without stopping it.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const endpoint = await serverIn(process.argv[2] ?? '', process.argv[3]).ensureRunning();
  await withClient({ ...endpoint, database: 'postgres' }, 'starter', (client) =>
    client.query('SELECT 1'),
  );
}
