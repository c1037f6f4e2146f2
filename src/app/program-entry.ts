import { join } from 'node:path';
import type { World } from './world.ts';

/** The file that Node.js is started with, by its absolute path. */
export function programEntry({ installed, root }: World): string {
  return installed ? join(root, 'dist', 'app', 'main.js') : join(root, 'src', 'app', 'main.ts');
}
