import { readFile } from 'node:fs/promises';
import { importDatabases } from '../../src/store/backup/import-databases.ts';
import { listMigrations, packagedMigrations } from '../../src/store/migrate/migration-files.ts';

// Imports as a process of its own, so that a test can kill it: FILE DATABASES-AS-JSON. The second reading, which writes, stops
// before its last bytes and says so.
const [file = '', databases = ''] = process.argv.slice(2);
const bytes = await readFile(file);
const heldBack = 100;
let readings = 0;

async function* pieces() {
  readings += 1;
  if (readings === 1) {
    yield bytes;
    return;
  }
  yield bytes.subarray(0, bytes.length - heldBack);
  process.stdout.write('all but the end was written\n');
  setInterval(() => {}, 1000);
  await new Promise(() => {});
}

const folder = packagedMigrations();
await importDatabases(JSON.parse(databases), {
  open: pieces,
  migrations: {
    metrics: await listMigrations(folder, 'metrics'),
    risk: await listMigrations(folder, 'risk'),
  },
  tell: () => {},
});
