import { join } from 'node:path';
import type { ScheduleStatus } from '../domain/schedule-status.ts';
import { runProgram } from '../setup/run-program.ts';
import { systemdStatus } from '../setup/schedule/systemd-schedule.ts';
import { windowsStatus } from '../setup/schedule/windows-schedule.ts';
import type { World } from './world.ts';

/** What the scheduler of this machine says of DR365's passes. */
export function scheduleStatus({ platform, root, environment }: World): Promise<ScheduleStatus> {
  if (platform !== 'win32') return systemdStatus(runProgram);
  const systemRoot = environment['SystemRoot'];
  return windowsStatus(runProgram, {
    scripts: join(root, 'deploy', 'windows'),
    ...(systemRoot !== undefined && { systemRoot }),
  });
}
