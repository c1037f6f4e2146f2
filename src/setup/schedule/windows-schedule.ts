import { win32 } from 'node:path';
import { z } from 'zod';
import type { ScheduleStatus } from '../../domain/schedule-status.ts';
import type { RunProgram } from '../run-program.ts';

/** Where Windows PowerShell 5.1 lies, which every Windows has; started by its full path. */
export function windowsPowerShell(systemRoot = 'C:\\Windows'): string {
  return win32.join(systemRoot, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
}

/** The words that run one of our scripts: no profile, no questions, the script as a file and never as text. */
export function scriptWords(script: string, ...more: readonly string[]): readonly string[] {
  const quiet = ['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'RemoteSigned'];
  return [...quiet, '-File', script, ...more];
}

const told = z.object({
  installed: z.boolean(),
  active: z.boolean(),
  lastRunAt: z.coerce.date().nullable(),
  lastExitCode: z.number().nullable(),
  nextRunAt: z.coerce.date().nullable(),
});

/** What the Task Scheduler says of \DR365\Run, through a script that prints it as JSON. */
export async function windowsStatus(
  run: RunProgram,
  { scripts, systemRoot }: { readonly scripts: string; readonly systemRoot?: string },
): Promise<ScheduleStatus> {
  const script = win32.join(scripts, 'Get-DR365Schedule.ps1');
  const { output } = await run(windowsPowerShell(systemRoot), scriptWords(script));
  const read = told.safeParse(parsed(output));
  if (read.success) return { scheduler: 'task-scheduler', ...read.data };
  return {
    scheduler: null,
    installed: false,
    active: false,
    lastRunAt: null,
    lastExitCode: null,
    nextRunAt: null,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
