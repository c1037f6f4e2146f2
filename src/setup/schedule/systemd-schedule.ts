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
  const lastRunAt =
    instantOf(pass.get('ExecMainExitTimestamp')) ?? instantOf(timer.get('LastTriggerUSec'));
  const isLoaded = timer.get('LoadState') === 'loaded';
  return {
    scheduler: 'systemd',
    installed: isLoaded,
    active: isLoaded && timer.get('ActiveState') === 'active',
    lastRunAt,
    lastExitCode: lastRunAt === null ? null : Number(pass.get('ExecMainStatus') ?? 0),
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

/** `@1764165600` as --timestamp=unix writes it; empty and `n/a` mean never. */
function instantOf(text: string | undefined): Date | null {
  const seconds = /^@(\d+)/.exec(text ?? '')?.[1];
  return seconds === undefined || Number(seconds) === 0 ? null : new Date(Number(seconds) * 1000);
}
