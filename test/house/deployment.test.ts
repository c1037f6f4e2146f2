import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { installSystemd } from '../../src/setup/schedule/install-systemd.ts';
import { projectRoot } from './planted-checkout.ts';

const run = promisify(execFile);
const linux = join(projectRoot, 'deploy', 'linux');
const windows = join(projectRoot, 'deploy', 'windows');
const hasSystemd = await run('systemd-analyze', ['--version']).then(
  () => true,
  () => false,
);

describe.skipIf(!hasSystemd)('the units for systemd', () => {
  it.each(['dr365.service', 'dr365-database.service'])(
    '%s exposes at most 2.0 by systemd-analyze security',
    async (unit) => {
      const words = ['security', '--offline=true', '--threshold=20', '--no-pager'];
      const { stdout } = await run('systemd-analyze', [...words, join(linux, unit)]);
      const level = Number(/exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1]);
      expect(level).toBeGreaterThan(0);
      expect(level).toBeLessThanOrEqual(2);
    },
  );

  it('a unit without its hardening is refused by the same check', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dr365-bare-'));
    const bare = join(folder, 'dr365.service');
    await writeFile(bare, '[Service]\nType=oneshot\nExecStart=/bin/true\n');
    const words = ['security', '--offline=true', '--threshold=20', '--no-pager', bare];
    await expect(run('systemd-analyze', words)).rejects.toMatchObject({ code: 1 });
    await rm(folder, { recursive: true });
  });

  it('as installed they are understood without a warning', async () => {
    const units = await mkdtemp(join(tmpdir(), 'dr365-units-'));
    await installSystemd(
      {
        run: async () => ({ succeeded: true, output: '' }),
        shipped: linux,
        units,
        dryRun: false,
      },
      { node: process.execPath, main: '/opt/d r/main.js', home: '/srv/dr365', account: 'root' },
    );
    const files = ['dr365.service', 'dr365-database.service', 'dr365.timer'];
    const words = ['verify', '--man=no', ...files.map((name) => join(units, name))];
    const { stdout, stderr } = await run('systemd-analyze', words);
    expect(`${stdout}${stderr}`).toBe('');
    await rm(units, { recursive: true });
  });
});

// They run on Windows only; what can be held here is what a reader would look for first.
describe('the scripts for Windows', () => {
  it('use no alias, no text that is run as code, and no backslash-free task', async () => {
    const names = (await readdir(windows)).filter((name) => name.endsWith('.ps1'));
    expect(names).toHaveLength(3);
    for (const name of names) {
      const text = await readFile(join(windows, name), 'utf8');
      expect(text, name).not.toMatch(
        /Invoke-Expression|\biex\b|Add-Type|Start-Process|cmd(\.exe)? \/c/i,
      );
      expect(text, name).not.toMatch(/[“”‘’]/);
      expect(text, name).toContain("$ErrorActionPreference = 'Stop'");
      expect(text.split('{').length, name).toBe(text.split('}').length);
      expect(text.split('(').length, name).toBe(text.split(')').length);
      expect(text.split('\n').length, name).toBeLessThanOrEqual(120);
    }
  });

  it('those that change something can be asked what they would do', async () => {
    for (const name of ['Install-DR365Schedule.ps1', 'Uninstall-DR365Schedule.ps1']) {
      const text = await readFile(join(windows, name), 'utf8');
      expect(text).toContain('SupportsShouldProcess = $true');
      expect(text).toContain('$PSCmdlet.ShouldProcess(');
    }
  });

  it('register one task for a pass and one for each analysis, once and with limited rights', async () => {
    const text = await readFile(join(windows, 'Install-DR365Schedule.ps1'), 'utf8');
    const names = [...text.matchAll(/Name = '(\w+)'; Words/g)].map(([, name]) => name);
    expect(names).toEqual([
      'Run',
      'Health',
      'Capacity',
      'Efficiency',
      'Recovery',
      'Risk',
      'Remediation',
    ]);
    for (const words of [
      '-StartWhenAvailable',
      '-MultipleInstances IgnoreNew',
      '-RunLevel Limited',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toMatch(/S4U'|-RunLevel Highest/);
  });
});
