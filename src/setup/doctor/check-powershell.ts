import { type Check, failedCheck, goodCheck } from '../../domain/check.ts';
import { exitCodes } from '../../domain/exit-code.ts';
import type { RunProgram } from '../run-program.ts';

/** Whether PowerShell is asked for, by a flag or by powershell.enabled, and how it is called; null: as usual. */
export interface PowerShellWish {
  readonly isWanted: boolean;
  readonly program: string | null;
}

/** Its own version, then the module's, each on a line. The module lies in a folder of its own on Linux. */
const question = [
  '-NoLogo',
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  "$PSVersionTable.PSVersion.ToString(); Get-Module -ListAvailable -Name 'Veeam.Backup.PowerShell', '/opt/veeam/powershell/Veeam.Backup.PowerShell/Veeam.Backup.PowerShell.psd1' | Select-Object -First 1 | ForEach-Object { 'module ' + $_.Version }",
];

const leastMajor = 7;
const unknown = 'what only PowerShell tells of VBR stays unknown; everything else works without it';
const leaveAway = 'switch powershell.enabled off (or leave --powershell away)';

/** Whether the scripts can run: PowerShell 7 with the module of VBR. REST alone is enough for all the rest. */
export async function checkPowerShell(
  run: RunProgram,
  platform: NodeJS.Platform,
  program: string | null,
): Promise<Check> {
  const called = program ?? (platform === 'win32' ? 'pwsh.exe' : 'pwsh');
  const { succeeded, output } = await run(called, question);
  const version = /^(\d+)(?:\.\d+)+/m.exec(output);
  if (!succeeded || version === null) {
    return failed(
      `PowerShell was asked for and does not answer as "${called}"`,
      `install PowerShell 7.4 or newer, name it in powershell.program, or ${leaveAway}`,
    );
  }
  const [told, major] = version;
  if (Number(major) < leastMajor) {
    return failed(
      `"${called}" is PowerShell ${told}`,
      `the module of VBR 13 needs PowerShell 7.4 or newer: install it, or ${leaveAway}`,
    );
  }
  const module = /^module (\S+)/m.exec(output)?.[1];
  if (module === undefined) {
    return failed(
      `PowerShell ${told} does not find the module Veeam.Backup.PowerShell`,
      `install the VBR console (Linux: the package veeam-powershell) on this machine, or ${leaveAway}`,
    );
  }
  return goodCheck({
    name: 'powershell',
    happened: `"${called}" is PowerShell ${told} with the module of VBR ${module}`,
    means: 'scripts can run; whether VBR lets the account in shows at the next pass',
  });
}

function failed(happened: string, next: string): Check {
  const text = { name: 'powershell', happened, means: unknown, next };
  return failedCheck(text, exitCodes.cannotHelpByRetrying);
}
