import { mkdir, mkdtemp, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { linkLibraries } from './link-libraries.ts';

let folder = '';
let native = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dr365-links-'));
  native = join(folder, 'native');
  await mkdir(join(native, 'lib'), { recursive: true });
  await writeFile(join(native, 'lib', 'libx.so.1.2'), 'library');
  const links = [{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' }];
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const link = () => join(native, 'lib', 'libx.so.1');

describe.skipIf(process.platform === 'win32')('links of shared libraries', () => {
  test('that are missing are made, relative to where they lie, and made once', async () => {
    expect(await linkLibraries(native, join(folder, 'own'))).toBeNull();
    expect(await readlink(link())).toBe('libx.so.1.2');
    expect(await linkLibraries(native, join(folder, 'own'))).toBeNull();
  });

  test('that lead to another machine are made anew', async () => {
    await symlink('/nowhere/native/lib/libx.so.1.2', link());
    expect(await linkLibraries(native, join(folder, 'own'))).toBeNull();
    expect(await readFile(link(), 'utf8')).toBe('library');
  });

  test('that lead to their library stay as they are', async () => {
    await symlink(join(native, 'lib', 'libx.so.1.2'), link());
    await linkLibraries(native, join(folder, 'own'));
    expect(await readlink(link())).toBe(join(native, 'lib', 'libx.so.1.2'));
  });
});
