import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './package-folder.mjs';
import { root } from './places.mjs';

const own = ['bin', 'deploy', 'dist', 'docs', 'knowledge', 'migrations', 'README.md'];

/** Lays out one platform's files in a folder that carries the archive's name. */
export async function stage({ name: platform, node, postgres }, release) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const name = `dr365-${manifest.version}-${platform}`;
  const folder = join(release, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of own) cpSync(join(root, part), join(folder, part), { recursive: true });
  for (const path of libraries(lock)) copyLicence(join(root, path), join(folder, path));
  const database = await packageFolder(postgres, lock, release);
  // Links of the shared libraries stay as they are, or they would lead into this checkout.
  const asTheyAre = { recursive: true, verbatimSymlinks: true };
  cpSync(database, join(folder, 'node_modules', postgres), asTheyAre);
  copyNode(await packageFolder(node, lock, release), folder, platform);
  const { scripts, devDependencies, optionalDependencies, ...kept } = manifest;
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(kept, null, 2)}\n`);
  writeLauncher(folder, platform);
  return { folder, name };
}

/** What the bundle holds of others. */
function libraries(lock) {
  return Object.entries(lock)
    .filter(([path, { dev, devOptional, os, link }]) => {
      return path !== '' && !dev && !devOptional && !os && !link;
    })
    .map(([path]) => path);
}

/** A library is in the bundle; its name and its licence go beside it. */
function copyLicence(from, to) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (/^(licen[cs]e|notice|copying|package\.json$)/i.test(name))
      cpSync(join(from, name), join(to, name));
  }
}

/** The program as its makers signed it, with its licence; headers and manual pages stay behind. */
function copyNode(from, folder, platform) {
  const program = platform.startsWith('win') ? 'node.exe' : 'node';
  mkdirSync(join(folder, 'node', 'bin'), { recursive: true });
  cpSync(join(from, 'bin', program), join(folder, 'node', 'bin', program));
  cpSync(licenceOf(from), join(folder, 'node', 'LICENSE'));
}

/** The package for Windows carries none; the one of this platform is of the same release. */
function licenceOf(from) {
  const own = join(from, 'LICENSE');
  if (existsSync(own)) return own;
  return join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'LICENSE');
}

function writeLauncher(folder, platform) {
  if (platform.startsWith('win')) {
    const text = '@"%~dp0node\\bin\\node.exe" "%~dp0dist\\app\\main.js" %*\r\n';
    writeFileSync(join(folder, 'dr365.cmd'), text);
    return;
  }
  const shipped = join(import.meta.dirname, 'launcher', 'dr365');
  writeFileSync(join(folder, 'dr365'), readFileSync(shipped), { mode: 0o755 });
}
