import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** A .tar.gz whose bytes depend on its files alone: sorted, without owners and times. */
export function writeTarball(folder, archive) {
  const words = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=2026-01-01'];
  const { status, stderr } = spawnSync(
    'tar',
    [...words, '-czf', archive, '-C', dirname(folder), basename(folder)],
    { encoding: 'utf8', env: { ...process.env, GZIP: '-n' } },
  );
  if (status !== 0) throw new Error(`tar failed: ${stderr}`);
  const content = readFileSync(archive);
  return { sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length };
}
