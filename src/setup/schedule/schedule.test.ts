import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunProgram } from '../run-program.ts';
import { installSystemd, removeSystemd, type SystemdParts } from './install-systemd.ts';
import { installWindows, removeWindows } from './install-windows.ts';
import { systemdStatus } from './systemd-schedule.ts';
import { dropIns } from './systemd-units.ts';
import { windowsStatus } from './windows-schedule.ts';

const shipped = fileURLToPath(new URL('../../../deploy/linux', import.meta.url));
const program = {
  node: '/opt/dr365/node/bin/node',
  main: '/opt/dr365/dist/app/main.js',
  home: '/var/lib/dr365',
  account: 'dr365',
};

let units = '';
let ran: string[] = [];
beforeEach(async () => {
  units = await mkdtemp(join(tmpdir(), 'dr365-units-'));
  ran = [];
});
afterEach(() => rm(units, { recursive: true, force: true }));

/** Notes what would have been run; fails for programs named in `failing`. */
function recording(failing: readonly string[] = [], output = ''): RunProgram {
  return async (file, args) => {
    ran.push([file, ...args].join(' '));
    return { succeeded: !failing.includes(file), output, errorOutput: 'not allowed' };
  };
}

function parts(changes: Partial<SystemdParts> = {}): SystemdParts {
  return { run: recording(['id']), shipped, units, dryRun: false, ...changes };
}

describe('systemd', () => {
  test('install writes the shipped units unchanged, drop-ins beside them, and switches the timer on', async () => {
    await installSystemd(parts(), program);
    for (const name of ['dr365.service', 'dr365-database.service', 'dr365.timer']) {
      expect(await readFile(join(units, name), 'utf8')).toBe(
        await readFile(join(shipped, name), 'utf8'),
      );
    }
    const dropIn = (unit: string) => readFile(join(units, `${unit}.d`, '10-place.conf'), 'utf8');
    const head = '# Written by "dr365 schedule install".\n[Service]\n';
    const start = '"/opt/dr365/node/bin/node" "/opt/dr365/dist/app/main.js"';
    const place = 'User=dr365\nGroup=dr365\nEnvironment="DR365_HOME=/var/lib/dr365"\n';
    expect(await dropIn('dr365.service')).toBe(
      `${head}ExecStart=\nExecStart=${start} "run"\n${place}`,
    );
    expect(await dropIn('dr365-database.service')).toBe(
      `${head}ExecStart=\nExecStart=${start} "db" "migrate"\nExecStop=\nExecStop=${start} "db" "stop"\n${place}`,
    );
    expect(ran).toEqual([
      'id -u dr365',
      'useradd --system --user-group --no-create-home --shell /usr/sbin/nologin dr365',
      'systemctl daemon-reload',
      'systemctl enable --now dr365.timer',
    ]);
  });

  test('a home of its own may be written to', () => {
    const unit = dropIns({ ...program, home: '/srv/d r' }).get('dr365.service');
    expect(unit).toContain('Environment="DR365_HOME=/srv/d r"\nReadWritePaths="/srv/d r"\n');
  });

  test('install a second time writes nothing, and an own drop-in of the administrator stays through removal', async () => {
    await installSystemd(parts(), program);
    await writeFile(join(units, 'dr365.service.d', '50-mine.conf'), '[Service]\n');
    const again = await installSystemd(parts({ run: recording() }), program);
    expect(again.done.filter((step) => step.startsWith('write'))).toEqual([]);
    expect(ran.filter((line) => line.startsWith('useradd'))).toHaveLength(1);
    ran = [];
    await removeSystemd(parts());
    expect(ran).toEqual([
      'systemctl disable --now dr365.timer',
      'systemctl stop dr365-database.service',
      'systemctl daemon-reload',
    ]);
    expect(await readdir(units)).toEqual(['dr365.service.d']);
    expect(await readdir(join(units, 'dr365.service.d'))).toEqual(['50-mine.conf']);
    ran = [];
    expect((await removeSystemd(parts())).done).toEqual([]);
    expect(ran).toEqual([]);
    await writeFile(join(units, 'dr365.service'), '');
    await removeSystemd(parts());
    expect(ran).toEqual(['systemctl daemon-reload']);
  });

  test('--dry-run tells every step and does none', async () => {
    const told = await installSystemd(parts({ dryRun: true }), program);
    expect(told.done.length).toBeGreaterThan(6);
    expect(await readdir(units)).toEqual([]);
    expect(ran).toEqual(['id -u dr365']);
  });

  test('a step that fails is told with its remedy and 40', async () => {
    const failing = parts({ run: recording(['systemctl']) });
    await expect(installSystemd(failing, program)).rejects.toMatchObject({
      code: 'settings-invalid',
      means: 'not allowed',
    });
  });

  test('signs that mean something to systemd are escaped, and a home folder is refused', () => {
    const odd = dropIns({ ...program, node: '/opt/a b/100%/$x/"node' }).get('dr365.service');
    expect(odd).toContain('ExecStart="/opt/a b/100%%/$$x/\\"node"');
    expect(() => dropIns({ ...program, home: '/home/jo/dr365' })).toThrow(/lies in a home folder/);
    expect(() => dropIns({ ...program, main: '/root/x.js' })).toThrow(/unpack DR365 into/);
    expect(() => dropIns({ ...program, home: '/run/user/0' })).toThrow(/lies in a home folder/);
    expect(() => dropIns({ ...program, home: '/homes/dr365' })).not.toThrow();
  });

  test('status reads the timer and the exit code of the last pass', async () => {
    const answers: Readonly<Record<string, string>> = {
      'dr365.timer':
        'LoadState=loaded\nActiveState=active\nNextElapseUSecRealtime=@1764169200\nLastTriggerUSec=@1764165600\n',
      'dr365.service': 'ExecMainStatus=10\nExecMainExitTimestamp=@1764165660\n',
    };
    const run: RunProgram = async (_file, [, unit = '']) => ({
      succeeded: true,
      output: answers[unit] ?? '',
    });
    expect(await systemdStatus(run)).toEqual({
      scheduler: 'systemd',
      installed: true,
      active: true,
      lastRunAt: new Date(1_764_165_660_000),
      lastExitCode: 10,
      nextRunAt: new Date(1_764_169_200_000),
    });
    const none: RunProgram = async () => ({
      succeeded: true,
      output: 'LoadState=not-found\nLastTriggerUSec=\n',
    });
    expect(await systemdStatus(none)).toMatchObject({
      installed: false,
      active: false,
      lastExitCode: null,
    });
    expect(await systemdStatus(recording(['systemctl']))).toMatchObject({
      ...{ scheduler: null, installed: false, active: false },
    });
  });

  test('a timer that is there and was stopped is not active', async () => {
    const run = recording([], 'LoadState=loaded\nActiveState=inactive\n');
    expect(await systemdStatus(run)).toMatchObject({ installed: true, active: false });
  });

  test('systemd has the time that stopping the database may take, and the script of Windows as long', async () => {
    const times: Record<string, number | undefined> = {};
    const run: RunProgram = async (file, args, options) => {
      times[args.includes('stop') ? 'stop' : file] = options?.timeoutMs;
      return { succeeded: true, output: '' };
    };
    await installSystemd(parts({ run }), program);
    await removeSystemd(parts({ run }));
    await removeWindows({ scripts: 'C:\\x', dryRun: false, run });
    const stopping = await readFile(join(shipped, 'dr365-database.service'), 'utf8');
    expect(stopping).toContain('TimeoutStopSec=2min');
    expect(times['stop']).toBeGreaterThan(120_000);
    expect(times['C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe']).toBe(120_000);
  });

  test('status reads times that systemd 252 writes in words in spite of what it was asked', async () => {
    const answers: Readonly<Record<string, string>> = {
      'dr365.timer':
        'NextElapseUSecRealtime=Fri 2026-11-27 03:00:19 UTC\nLastTriggerUSec=Fri 2026-11-27 02:45:45 UTC\nLoadState=loaded\nActiveState=active\n',
      'dr365.service': 'ExecMainStatus=0\nLoadState=loaded\nActiveState=activating\n',
    };
    const run: RunProgram = async (_file, [, unit = '']) => ({
      succeeded: true,
      output: answers[unit] ?? '',
    });
    expect(await systemdStatus(run)).toMatchObject({
      lastRunAt: new Date('2026-11-27T02:45:45Z'),
      lastExitCode: null,
      nextRunAt: new Date('2026-11-27T03:00:19Z'),
    });
  });

  test('status of a pass that never ended tells when it was triggered', async () => {
    const answers: Readonly<Record<string, string>> = {
      'dr365.timer': 'LoadState=loaded\nActiveState=active\nLastTriggerUSec=@1764165600\n',
    };
    const run: RunProgram = async (file, args) => {
      ran.push([file, ...args].join(' '));
      return { succeeded: true, output: answers[args[1] ?? ''] ?? '' };
    };
    expect(await systemdStatus(run)).toMatchObject({
      lastRunAt: new Date(1_764_165_600_000),
      lastExitCode: null,
      nextRunAt: null,
    });
    const asked =
      '--timestamp=unix --property=LoadState,ActiveState,LastTriggerUSec,NextElapseUSecRealtime,ExecMainStatus,ExecMainExitTimestamp';
    expect(ran).toEqual([
      `systemctl show dr365.timer ${asked}`,
      `systemctl show dr365.service ${asked}`,
    ]);
  });
});

describe('Task Scheduler', () => {
  const windows = { scripts: 'C:\\Program Files\\DR365\\deploy\\windows', dryRun: false };

  test('the script gets every value as an argument of its own, through no shell', async () => {
    const asked: { readonly file: string; readonly args: readonly string[] }[] = [];
    const run: RunProgram = async (file, args) => {
      asked.push({ file, args });
      return { succeeded: true, output: 'What if: …\r\n' };
    };
    const home = 'C:\\Program Data\\D R; calc.exe';
    await installWindows(
      { ...windows, run, dryRun: true },
      { ...program, home, account: 'DOM\\svc$' },
    );
    expect(asked[0]?.file).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    expect(asked[0]?.args.slice(-6)).toEqual([
      '/opt/dr365/dist/app/main.js',
      '-DataFolder',
      home,
      '-Account',
      'DOM\\svc$',
      '-WhatIf',
    ]);
    expect(asked[0]?.args.slice(0, -6)).toEqual([
      ...['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'RemoteSigned', '-File'],
      'C:\\Program Files\\DR365\\deploy\\windows\\Install-DR365Schedule.ps1',
      ...['-Node', '/opt/dr365/node/bin/node', '-Main'],
    ]);
    const removed = await removeWindows({ ...windows, run });
    expect(asked[1]?.args.at(-1)).toBe(
      'C:\\Program Files\\DR365\\deploy\\windows\\Uninstall-DR365Schedule.ps1',
    );
    expect(removed.done.slice(1)).toEqual(['What if: …']);
    const refused = async () => ({ succeeded: false, output: '', errorOutput: 'Access is denied' });
    await expect(removeWindows({ ...windows, run: refused })).rejects.toMatchObject({
      code: 'settings-invalid',
      means: 'Access is denied',
    });
  });

  test('status is read as JSON, and anything else means that none is known', async () => {
    const line =
      '{"installed":true,"active":true,"lastRunAt":"2026-11-26T11:00:00.0000000Z","lastExitCode":30,"nextRunAt":null}';
    const told: RunProgram = async () => ({ succeeded: true, output: line });
    expect(await windowsStatus(told, windows)).toMatchObject({
      scheduler: 'task-scheduler',
      lastExitCode: 30,
      lastRunAt: new Date('2026-11-26T11:00:00Z'),
    });
    expect(await windowsStatus(recording([], 'Banner'), windows)).toMatchObject({
      scheduler: null,
    });
  });
});
