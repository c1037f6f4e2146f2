import { text } from 'node:stream/consumers';
import { createDatabaseAdministration } from '../../src/store/administration.ts';
import { createInMemoryJournal } from '../fixtures/in-memory-journal.ts';
import { createInMemorySecrets } from '../fixtures/in-memory-secrets.ts';

// Migrates as a process of its own, so that a test can kill it: FOLDER, and on standard input the server as JSON, which holds a password.
const [folder = ''] = process.argv.slice(2);
const external = await text(process.stdin);
await createDatabaseAdministration({
  home: folder,
  external: JSON.parse(external),
  secrets: createInMemorySecrets(),
  journal: createInMemoryJournal(),
  migrationsFolder: folder,
}).migrate();
