import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './places.mjs';

export function buildProduct() {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the product could not be built');
}
