import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withCredentials } from './credentials-store.ts';
import { withDpapi } from './dpapi-store.ts';
import { createFileSecretStore } from './file-secret-store.ts';
import type { RunProgram } from './run-program.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dr365-secrets-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const files = () => createFileSecretStore(join(folder, 'secrets'));

describe('files', () => {
  test("a folder that others may see is warned of once, one that is the owner's alone is not", async () => {
    const warned: string[] = [];
    const secrets = (succeeded: boolean) =>
      createFileSecretStore(join(folder, String(succeeded)), {
        platform: 'win32',
        warn: (line) => warned.push(line),
        run: async () => ({ succeeded, output: '"S-1-5-21-1"' }),
      });
    await secrets(true).write('a', 'x');
    expect(warned).toEqual([]);
    const unprotected = secrets(false);
    await unprotected.write('a', 'x');
    await unprotected.write('b', 'y');
    expect(warned).toHaveLength(1);
    expect(await unprotected.read('b')).toBe('y');
  });

  test('a folder that cannot be used is told with its remedy', async () => {
    await writeFile(join(folder, 'secrets'), 'no folder');
    for (const refused of [files().read('a'), files().write('a', 'x')]) {
      await expect(refused).rejects.toMatchObject({
        code: 'settings-invalid',
        next: expect.stringContaining('the right to read and write'),
      });
    }
  });
});

test('a folder that could not be used is tried again at the next write', async () => {
  const secrets = files();
  await writeFile(join(folder, 'secrets'), 'no folder');
  await expect(secrets.write('a', 'x')).rejects.toMatchObject({ code: 'settings-invalid' });
  await rm(join(folder, 'secrets'));
  await secrets.write('a', 'x');
  expect(await secrets.read('a')).toBe('x');
});

describe('credentials of systemd', () => {
  test('come before the store behind, and what is written goes there', async () => {
    await writeFile(join(folder, 'server-password-main'), 'from systemd\n');
    const store = withCredentials(folder, files());
    expect(await store.read('server-password-main')).toBe('from systemd');
    expect(await store.read('database-password')).toBeNull();
    await store.write('database-password', 'kept');
    expect(await store.read('database-password')).toBe('kept');
  });

  test('without the folder there is only the store behind', async () => {
    const behind = files();
    expect(withCredentials('', behind)).toBe(behind);
    expect(withCredentials(undefined, behind)).toBe(behind);
  });

  test('one that cannot be read is told, and the store behind is not asked instead', async () => {
    await mkdir(join(folder, 'database-password'));
    const behind = files();
    await behind.write('database-password', 'an older one');
    await expect(withCredentials(folder, behind).read('database-password')).rejects.toMatchObject({
      code: 'settings-invalid',
    });
  });

  test('a name that leads out of the folder is refused', async () => {
    await writeFile(join(folder, 'other'), 'x');
    const store = withCredentials(join(folder, 'secrets'), files());
    await expect(store.read('../other')).rejects.toMatchObject({ code: 'defect' });
  });
});

describe('DPAPI', () => {
  /** Seals by turning the bytes round, as a stand-in for Windows. */
  function windows() {
    const asked: { readonly args: readonly string[]; readonly input: string | undefined }[] = [];
    const run: RunProgram = async (_file, args, options) => {
      asked.push({ args, input: options?.input });
      const bytes = Buffer.from(options?.input ?? '', 'base64').reverse();
      return { succeeded: true, output: bytes.toString('base64') };
    };
    return { asked, run };
  }

  test('a password that a person gave is sealed, and travels on stdin alone', async () => {
    const { asked, run } = windows();
    const store = withDpapi({ folder, run }, files());
    await store.write('server-password-main', 'tr€s secret');
    expect(await readdir(folder)).toEqual(['server-password-main.dpapi']);
    expect(await readFile(join(folder, 'server-password-main.dpapi'), 'utf8')).not.toContain(
      'secret',
    );
    expect(await store.read('server-password-main')).toBe('tr€s secret');
    for (const { args } of asked) {
      expect(args.slice(0, -1)).toEqual(['-NoLogo', '-NoProfile', '-NonInteractive', '-Command']);
    }
    const words = asked.flatMap(({ args }) => args).join(' ');
    expect(words).not.toContain('secret"');
    expect(words).not.toContain(Buffer.from('tr€s secret').toString('base64'));
    expect(asked[0]?.input).toBe(Buffer.from('tr€s secret').toString('base64'));
    expect(words).toContain("'LocalMachine'");
  });

  test('logins that DR365 makes for itself stay in files, without a program', async () => {
    const { asked, run } = windows();
    const store = withDpapi({ folder, run }, files());
    await store.write('database-owner', 'generated');
    expect(await store.read('database-owner')).toBe('generated');
    expect(asked).toEqual([]);
  });

  test('a file in the name of such a login is not opened', async () => {
    const { asked, run } = windows();
    await writeFile(join(folder, 'database-owner.dpapi'), 'AAAA');
    expect(await withDpapi({ folder, run }, files()).read('database-owner')).toBeNull();
    expect(asked).toEqual([]);
  });

  test('a sealed file that an editor ended with a line end opens as before', async () => {
    const { asked, run } = windows();
    await writeFile(join(folder, 'database-password.dpapi'), 'AQID\r\n');
    await withDpapi({ folder, run }, files()).read('database-password');
    expect(asked[0]?.input).toBe('AQID');
  });

  test.skipIf(process.platform === 'win32')(
    'seals into a folder and a file of the owner alone',
    async () => {
      const sealed = join(folder, 'sealed');
      await withDpapi({ folder: sealed, run: windows().run }, files()).write(
        'database-password',
        'x',
      );
      const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
      expect(await modeOf(sealed)).toBe('700');
      expect(await modeOf(join(sealed, 'database-password.dpapi'))).toBe('600');
    },
  );

  test.each([
    ['a program that fails, whatever it wrote', false, 'AAAA'],
    ['a program that writes anything else', true, 'Key not valid for use in specified state.'],
    ['a program that writes nothing', true, ''],
  ])('%s is told with its remedy', async (_what, succeeded, output) => {
    await writeFile(join(folder, 'database-password.dpapi'), 'AAAA');
    const run: RunProgram = async () => ({ succeeded, output });
    const store = withDpapi({ folder, run }, files());
    await expect(store.read('database-password')).rejects.toMatchObject({
      code: 'settings-invalid',
      next: expect.stringContaining('dr365 init'),
    });
  });
});
