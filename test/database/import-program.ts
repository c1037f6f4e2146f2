import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { importDatabases } from '../../src/store/backup/import-databases.ts';
import { listMigrations, packagedMigrations } from '../../src/store/migrate/migration-files.ts';

// Imports as a process of its own, so that a test can kill it: FILE, and on standard input the databases as JSON, which hold
// passwords. The second reading, which writes, stops before its last bytes and says so.
const [file = ''] = process.argv.slice(2);
const databases = await text(process.stdin);
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
  prepare: async () => {},
  open: pieces,
  migrations: {
    metrics: await listMigrations(folder, 'metrics'),
    risk: await listMigrations(folder, 'risk'),
  },
  tell: () => {},
});
