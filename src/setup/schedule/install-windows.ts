import { win32 } from 'node:path';
import { Fault } from '../../domain/errors.ts';
import { shownText } from '../../domain/foreign-text.ts';
import type { RunProgram } from '../run-program.ts';
import type { ScheduleChange, ScheduledProgram } from './scheduled-program.ts';
import { scriptWords, windowsPowerShell } from './windows-schedule.ts';

export interface WindowsParts {
  readonly run: RunProgram;
  /** deploy\windows of the package. */
  readonly scripts: string;
  readonly systemRoot?: string;
  readonly dryRun: boolean;
}

/** Registers the tasks through the shipped script, every word an argument of its own. Not run on Windows by its authors. */
export function installWindows(
  parts: WindowsParts,
  { node, main, home, account }: ScheduledProgram,
): Promise<ScheduleChange> {
  const words = ['-Node', node, '-Main', main, '-DataFolder', home, '-Account', account];
  return runScript(parts, 'Install-DR365Schedule.ps1', words);
}

/** Unregisters them; the data stays. */
export function removeWindows(parts: WindowsParts): Promise<ScheduleChange> {
  return runScript(parts, 'Uninstall-DR365Schedule.ps1', []);
}

async function runScript(
  { run, scripts, systemRoot, dryRun }: WindowsParts,
  name: string,
  more: readonly string[],
): Promise<ScheduleChange> {
  const script = win32.join(scripts, name);
  const words = scriptWords(script, ...more, ...(dryRun ? ['-WhatIf'] : []));
  const ended = await run(windowsPowerShell(systemRoot), words, { timeoutMs: 120_000 });
  const { succeeded, output, errorOutput = '' } = ended;
  if (!succeeded) {
    throw new Fault({
      code: 'settings-invalid',
      happened: `The schedule could not be changed: ${name} ended with an error`,
      means: shownText(errorOutput) || 'it gave no reason',
      next: 'start it from a PowerShell that runs as administrator; it is safe to repeat, and -WhatIf shows what it would do',
    });
  }
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== '');
  return { dryRun, done: [`ran ${script}`, ...lines.map((line) => shownText(line))] };
}
