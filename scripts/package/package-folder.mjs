import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.mjs';

/** Where a package of the lock file lies unpacked: in this checkout, or fetched through npm for another platform. */
export async function packageFolder(name, lock, release) {
  const installed = join(root, 'node_modules', name);
  if (existsSync(join(installed, 'package.json'))) return installed;
  const { version, integrity } = lock[`node_modules/${name}`];
  const kept = join(release, 'fetched', `${name.replace('/', '+')}-${version}`);
  if (existsSync(join(kept, 'package', 'package.json'))) return join(kept, 'package');
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true });
  const npm = process.env.npm_execpath;
  if (npm === undefined) throw new Error('start this through npm: npm run package');
  const words = ['pack', `${name}@${version}`, '--silent', '--pack-destination', kept];
  const packed = run(process.execPath, [npm, ...words]);
  const archive = join(kept, packed.trim().split(/\s+/).at(-1) ?? '');
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== integrity) throw new Error(`${name} is not the one of the lock file: ${found}`);
  run('tar', ['-xzf', archive, '-C', kept]);
  rmSync(archive);
  return join(kept, 'package');
}

function run(program, words) {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${program} ${words[0]} failed: ${error ?? stderr}`);
  return stdout;
}
