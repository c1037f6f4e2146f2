import { randomUUID } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '../domain/errors.ts';

/** Throws when a file could not be put at this path: its nearest existing folder must be one, and writable. */
export async function checkWritable(file: string): Promise<void> {
  let folder = dirname(file);
  while ((await kindOf(folder)) === 'absent' && dirname(folder) !== folder)
    folder = dirname(folder);
  const isFolder = (await kindOf(folder)) === 'folder';
  if (isFolder && (await canWriteTo(folder))) return;
  throw new Fault({
    code: 'settings-invalid',
    happened: `${file} cannot be written`,
    means: isFolder ? `this account may not write to ${folder}` : `${folder} is not a folder`,
    next: 'mend that and try again; nothing was written',
  });
}

async function kindOf(path: string): Promise<'folder' | 'other' | 'absent'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'other';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT'
      ? 'absent'
      : 'other';
  }
}

/** By trying: asking for the right alone says yes on Windows whatever the access list says. */
async function canWriteTo(folder: string): Promise<boolean> {
  const trial = join(folder, `.dr365-${randomUUID()}.tmp`);
  try {
    await (await open(trial, 'wx')).close();
    await rm(trial);
    return true;
  } catch {
    return false;
  }
}
