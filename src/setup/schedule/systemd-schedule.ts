import type { ScheduleStatus } from '../../domain/schedule-status.ts';
import type { RunProgram } from '../run-program.ts';
import { passUnit, timerUnit } from './systemd-units.ts';

const properties = [
  'LoadState',
  'ActiveState',
  'LastTriggerUSec',
  'NextElapseUSecRealtime',
  'ExecMainStatus',
  'ExecMainExitTimestamp',
];

/** What systemd says of our timer; `scheduler` is null where systemd does not run. */
export async function systemdStatus(run: RunProgram): Promise<ScheduleStatus> {
  const timer = await show(run, timerUnit);
  if (timer === null) return absent;
  const pass = (await show(run, passUnit)) ?? new Map<string, string>();
  const endedAt = instantOf(pass.get('ExecMainExitTimestamp'));
  const isLoaded = timer.get('LoadState') === 'loaded';
  return {
    scheduler: 'systemd',
    installed: isLoaded,
    active: isLoaded && timer.get('ActiveState') === 'active',
    lastRunAt: endedAt ?? instantOf(timer.get('LastTriggerUSec')),
    // Before its end, and after a start of the machine, systemd says 0 as well.
    lastExitCode: endedAt === null ? null : Number(pass.get('ExecMainStatus')),
    nextRunAt: instantOf(timer.get('NextElapseUSecRealtime')),
  };
}

const absent: ScheduleStatus = {
  scheduler: null,
  installed: false,
  active: false,
  lastRunAt: null,
  lastExitCode: null,
  nextRunAt: null,
};

async function show(run: RunProgram, unit: string): Promise<Map<string, string> | null> {
  const words = ['show', unit, '--timestamp=unix', `--property=${properties.join(',')}`];
  const { succeeded, output } = await run('systemctl', words);
  if (!succeeded) return null;
  return new Map(
    output.split('\n').flatMap((line): [string, string][] => {
      const at = line.indexOf('=');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1).trim()]] : [];
    }),
  );
}

/** `@1764165600`, or `Wed 2025-11-26 14:00:00 UTC` of what --timestamp=unix leaves as it is; empty and `n/a` mean never. */
function instantOf(text = ''): Date | null {
  const written = /^\w{3} (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC$/.exec(text);
  if (written !== null) return new Date(`${written[1]}T${written[2]}Z`);
  const seconds = Number(/^@(\d+)/.exec(text)?.[1] ?? 0);
  return seconds === 0 ? null : new Date(seconds * 1000);
}
