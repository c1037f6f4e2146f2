import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeClaudeDesktopEntry } from './claude-desktop-entry.ts';
import { claudeDesktopPaths } from './claude-desktop-paths.ts';
import { readEnvFile, writeEnvFile } from './environment-file.ts';
import { createFileSecretStore } from './file-secret-store.ts';
import { protectPath } from './protect-path.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dr365-setup-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const onPosix = test.skipIf(process.platform === 'win32');

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

describe('the secret store', () => {
  test('gives back what was written, and null for what was not', async () => {
    const store = createFileSecretStore(join(folder, 'secrets'));
    expect(await store.read('database-owner')).toBeNull();
    await store.write('database-owner', ' pä"ss\n');
    expect(await createFileSecretStore(join(folder, 'secrets')).read('database-owner')).toBe(
      ' pä"ss\n',
    );
  });

  onPosix('keeps 0600 files in a 0700 folder, also where both were wider before', async () => {
    const secrets = join(folder, 'secrets');
    await mkdir(secrets, { mode: 0o755 });
    await writeFile(join(secrets, 'a.secret'), 'old', { mode: 0o644 });
    await createFileSecretStore(secrets).write('a', 'new');
    expect([await modeOf(secrets), await modeOf(join(secrets, 'a.secret'))]).toEqual([
      '700',
      '600',
    ]);
  });

  test('survives many writers at once: every value is whole and nothing is left beside', async () => {
    const stores = Array.from({ length: 8 }, () => createFileSecretStore(join(folder, 'secrets')));
    const values = stores.map((_, index) => String(index).repeat(5000));
    await Promise.all(
      stores.flatMap((store, index) => [
        store.write('same', values[index] ?? ''),
        store.write(`own-${index}`, values[index] ?? ''),
      ]),
    );
    const [reader] = stores;
    expect(values).toContain(await reader?.read('same'));
    for (const [index, value] of values.entries())
      expect(await reader?.read(`own-${index}`)).toBe(value);
    expect(await readdir(join(folder, 'secrets'))).toHaveLength(9);
  });

  test.each(['../x', 'A', '', 'a/b', 'a\\b', 'a'.repeat(101)])(
    'refuses the name %j',
    async (name) => {
      await expect(createFileSecretStore(folder).write(name, 'x')).rejects.toMatchObject({
        code: 'defect',
      });
    },
  );

  test('that cannot be written says so without the secret', async () => {
    await writeFile(join(folder, 'occupied'), '');
    const store = createFileSecretStore(join(folder, 'occupied', 'secrets'));
    const failure = await store.write('a', 'hunter2').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'settings-invalid' });
    expect(String(failure)).not.toContain('hunter2');
  });
});

describe('on Windows', () => {
  test('rights go to the current user, SYSTEM and Administrators, named by SID, without a shell', async () => {
    const calls: unknown[] = [];
    const run = async (file: string, args: readonly string[]) => {
      calls.push([file, ...args]);
      return { succeeded: true, output: '"corp\\ann","S-1-5-21-1-2-3-1001"\r\n' };
    };
    expect(await protectPath('C:\\x & y', 'folder', { platform: 'win32', run })).toBeNull();
    expect(calls[1]).toEqual([
      'C:\\Windows\\System32\\icacls.exe',
      'C:\\x & y',
      '/inheritance:r',
      '/grant:r',
      '*S-1-5-21-1-2-3-1001:(OI)(CI)F',
      '/grant:r',
      '*S-1-5-18:(OI)(CI)F',
      '/grant:r',
      '*S-1-5-32-544:(OI)(CI)F',
      '/Q',
    ]);
  });

  test('a refusal is told and does not stop the work', async () => {
    const run = async () => ({ succeeded: false, output: 'S-1-5-21-1' });
    const told: string[] = [];
    const store = createFileSecretStore(join(folder, 's'), {
      platform: 'win32',
      run,
      warn: (line) => told.push(line),
    });
    await store.write('a', 'x');
    await store.write('b', 'x');
    expect(told).toEqual([expect.stringContaining('icacls refused')]);
  });
});

describe('.env', () => {
  onPosix('is written with 0600 in a new folder, and read back', async () => {
    const file = join(folder, 'home', '.env');
    expect(await writeEnvFile(file, { P: 'a b#c' })).toEqual({
      file,
      changed: true,
      backup: null,
      warnings: [],
    });
    expect(await modeOf(file)).toBe('600');
    expect(await readEnvFile(file)).toEqual({ P: 'a b#c' });
  });

  onPosix(
    'keeps one tight backup, a link stays a link, and no change makes no backup',
    async () => {
      const file = join(folder, '.env');
      await writeFile(join(folder, 'real'), 'A=1\n', { mode: 0o644 });
      await symlink(join(folder, 'real'), file);
      expect((await writeEnvFile(file, { A: '1' })).backup).toBeNull();
      expect((await writeEnvFile(file, { A: '2' })).backup).toBe(`${file}.backup`);
      await writeEnvFile(file, { A: '3' });
      expect(await readFile(`${file}.backup`, 'utf8')).toBe('A=2\n');
      expect(await readFile(join(folder, 'real'), 'utf8')).toBe('A=3\n');
      expect([await modeOf(`${file}.backup`), await modeOf(file)]).toEqual(['600', '600']);
      expect((await readdir(folder)).sort()).toEqual(['.env', '.env.backup', 'real']);
    },
  );
});

describe('where Claude Desktop looks', () => {
  test('on Windows: %APPDATA% and every package of the Store', async () => {
    const local = join(folder, 'Local');
    for (const name of ['Claude_pzs8sxrjxfjjc', 'Other_1', 'claude_2'])
      await mkdir(join(local, 'Packages', name), { recursive: true });
    const paths = await claudeDesktopPaths('win32', {
      AppData: join(folder, 'Roaming'),
      LocalAppData: local,
    });
    const end = ['LocalCache', 'Roaming', 'Claude', 'claude_desktop_config.json'] as const;
    expect(paths).toEqual([
      join(folder, 'Roaming', 'Claude', 'claude_desktop_config.json'),
      join(local, 'Packages', 'Claude_pzs8sxrjxfjjc', ...end),
      join(local, 'Packages', 'claude_2', ...end),
    ]);
  });

  test('on macOS and Linux: the folder of the user', async () => {
    expect(await claudeDesktopPaths('darwin', { HOME: '/u' })).toEqual([
      join('/u', 'Library', 'Application Support', 'Claude', 'claude_desktop_config.json'),
    ]);
    expect(await claudeDesktopPaths('linux', { HOME: '/u' })).toEqual([
      join('/u', '.config', 'Claude', 'claude_desktop_config.json'),
    ]);
    expect(await claudeDesktopPaths('linux', { HOME: '/u', XDG_CONFIG_HOME: '/c' })).toEqual([
      join('/c', 'Claude', 'claude_desktop_config.json'),
    ]);
    expect(await claudeDesktopPaths('linux', {})).toEqual([]);
  });
});

describe('the Claude Desktop entry', () => {
  const entry = { command: '/n/node', args: ['/x/main.js', 'mcp'], env: { DR365_HOME: '/h' } };
  const now = new Date('2026-11-23T12:00:00Z');

  test('is added beside other servers and settings, with a backup of what was there', async () => {
    const file = join(folder, 'config.json');
    const before = '\ufeff{"theme":"dark","mcpServers":{"other":{"command":"o"}}}';
    await writeFile(file, before);
    await chmod(file, 0o640);
    const [written] = await writeClaudeDesktopEntry({ paths: [file], entry, now });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      theme: 'dark',
      mcpServers: { other: { command: 'o' }, dr365: entry },
    });
    expect(written?.backup).toBe(`${file}.2026-11-23T12-00-00-000Z.backup`);
    expect(await readFile(written?.backup ?? '', 'utf8')).toBe(before);
    if (process.platform !== 'win32') expect(await modeOf(file)).toBe('640');
  });

  test('is written into a new file where there is none, and never a second time', async () => {
    const file = join(folder, 'Claude', 'config.json');
    expect(await writeClaudeDesktopEntry({ paths: [file], entry, now })).toMatchObject([
      { changed: true, backup: null },
    ]);
    const first = await readFile(file, 'utf8');
    expect(await writeClaudeDesktopEntry({ paths: [file], entry, now })).toMatchObject([
      { changed: false, backup: null },
    ]);
    expect(await readFile(file, 'utf8')).toBe(first);
    expect(await readdir(join(folder, 'Claude'))).toEqual(['config.json']);
  });

  test('replaces an entry of ours that points elsewhere', async () => {
    const file = join(folder, 'config.json');
    await writeFile(
      file,
      JSON.stringify({ mcpServers: { dr365: { command: 'old', env: { VEEAM_PASSWORD: 'x' } } } }),
    );
    await writeClaudeDesktopEntry({ paths: [file], entry, now });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ mcpServers: { dr365: entry } });
  });

  test.each(['{"token":"hunter2",', '[]', '{"mcpServers":[]}', '// hunter2\n{}'])(
    'is not written to any file when one holds %j',
    async (text) => {
      const [good, bad] = [join(folder, 'good.json'), join(folder, 'bad.json')];
      await writeFile(good, '{}');
      await writeFile(bad, text);
      const failure = await writeClaudeDesktopEntry({ paths: [good, bad], entry, now }).catch(
        (error: unknown) => error,
      );
      expect(failure).toMatchObject({
        code: 'input-invalid',
        message: expect.stringContaining('bad.json'),
      });
      expect(JSON.stringify([failure, String(failure)])).not.toContain('hunter2');
      expect([await readFile(good, 'utf8'), await readFile(bad, 'utf8')]).toEqual(['{}', text]);
      expect((await readdir(folder)).sort()).toEqual(['bad.json', 'good.json']);
    },
  );
});
