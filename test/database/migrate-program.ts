import { createDatabaseAdministration } from '../../src/store/administration.ts';
import { createInMemoryJournal } from '../fixtures/in-memory-journal.ts';
import { createInMemorySecrets } from '../fixtures/in-memory-secrets.ts';

// Migrates as a process of its own, so that a test can kill it: FOLDER EXTERNAL-AS-JSON.
const [folder = '', external = ''] = process.argv.slice(2);
await createDatabaseAdministration({
  home: folder,
  external: JSON.parse(external),
  secrets: createInMemorySecrets(),
  journal: createInMemoryJournal(),
  migrationsFolder: folder,
}).migrate();
