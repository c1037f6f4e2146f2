import { join } from 'node:path';
import type { ScheduleStatus } from '../domain/schedule-status.ts';
import type { ScheduleOptions } from '../doors/cli/cli-context.ts';
import { runProgram } from '../setup/run-program.ts';
import { installSystemd, removeSystemd } from '../setup/schedule/install-systemd.ts';
import { installWindows, removeWindows } from '../setup/schedule/install-windows.ts';
import type { ScheduleChange } from '../setup/schedule/scheduled-program.ts';
import { systemdStatus } from '../setup/schedule/systemd-schedule.ts';
import { windowsStatus } from '../setup/schedule/windows-schedule.ts';
import { homeFolder } from './open-home.ts';
import { programEntry } from './program-entry.ts';
import type { World } from './world.ts';

const linuxHome = '/var/lib/dr365';
const linuxAccount = 'dr365';
const windowsAccount = 'NT AUTHORITY\\LOCAL SERVICE';

/** What the scheduler of this machine says of DR365's passes. */
export function scheduleStatus(world: World): Promise<ScheduleStatus> {
  if (world.platform !== 'win32') return systemdStatus(runProgram);
  return windowsStatus(runProgram, windowsScripts(world));
}

/** `dr365 schedule install`: systemd's timer on Linux, the Task Scheduler on Windows. */
export function installSchedule(world: World, options: ScheduleOptions): Promise<ScheduleChange> {
  const program = { node: process.execPath, main: programEntry(world) };
  const { dryRun } = options;
  if (world.platform === 'win32') {
    const home = options.home ?? homeFolder(world, { demo: false });
    const account = options.account ?? windowsAccount;
    const parts = { run: runProgram, ...windowsScripts(world), dryRun };
    return installWindows(parts, { ...program, home, account });
  }
  const home = options.home ?? linuxHome;
  const account = options.account ?? linuxAccount;
  return installSystemd(systemdParts(world, options), { ...program, home, account });
}

/** `dr365 schedule remove`: what was installed goes, the data stays. */
export function removeSchedule(world: World, options: ScheduleOptions): Promise<ScheduleChange> {
  const { dryRun } = options;
  if (world.platform === 'win32') {
    return removeWindows({ run: runProgram, ...windowsScripts(world), dryRun });
  }
  return removeSystemd(systemdParts(world, options));
}

function systemdParts({ root }: World, { dryRun }: ScheduleOptions) {
  const shipped = join(root, 'deploy', 'linux');
  return { run: runProgram, shipped, units: '/etc/systemd/system', dryRun };
}

function windowsScripts({ root, environment }: World) {
  const systemRoot = environment['SystemRoot'];
  const scripts = join(root, 'deploy', 'windows');
  return { scripts, ...(systemRoot !== undefined && { systemRoot }) };
}
