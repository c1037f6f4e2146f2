import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Privileges } from './privileges.ts';

/** A Unix socket address holds 107 bytes; PostgreSQL adds this name to the folder. */
const longestAddressBytes = 107;
const socketName = '.s.PGSQL.65535';

/** A private folder for the Unix socket, below the home or in a short temporary one; null when there can be none. */
export async function socketFolder(
  clusterFolder: string,
  privileges: Privileges,
): Promise<string | null> {
  if (process.platform === 'win32') return null;
  const below = join(clusterFolder, 'socket');
  const folder = fits(below) ? below : shortFolder(clusterFolder);
  if (!fits(folder)) return null;
  const owner = privileges.user ?? { id: process.getuid?.() ?? 0, groupId: 0 };
  await mkdir(folder, { mode: 0o700 }).catch(() => {});
  const found = await lstat(folder).catch(() => null);
  if (found === null || !found.isDirectory()) return null;
  // A folder in the shared temporary place that another user made first is not ours to use.
  if (found.uid !== owner.id && found.uid !== process.getuid?.()) return null;
  await chmod(folder, 0o700);
  if (privileges.user !== null) await chown(folder, owner.id, owner.groupId);
  return folder;
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, socketName)) <= longestAddressBytes;
}

function shortFolder(clusterFolder: string): string {
  const name = createHash('sha256').update(clusterFolder).digest('hex').slice(0, 16);
  return join(tmpdir(), `dr365-${name}`);
}
