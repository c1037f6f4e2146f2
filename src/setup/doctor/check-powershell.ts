import { type Check, failedCheck, goodCheck } from '../../domain/check.ts';
import { exitCodes } from '../../domain/exit-code.ts';
import type { RunProgram } from '../run-program.ts';

const versionQuestion = [
  '-NoLogo',
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  '$PSVersionTable.PSVersion.ToString()',
];

/** Whether PowerShell is there; asked only where somebody wants it, for REST alone is enough to run. */
export async function checkPowerShell(run: RunProgram, platform: NodeJS.Platform): Promise<Check> {
  const name = 'powershell';
  const programs = platform === 'win32' ? ['pwsh.exe', 'powershell.exe'] : ['pwsh'];
  for (const program of programs) {
    const { succeeded, output } = await run(program, versionQuestion);
    const version = /^\d+(?:\.\d+)+/.exec(output.trim())?.[0];
    if (succeeded && version !== undefined) {
      return goodCheck({
        name,
        happened: `${program} is PowerShell ${version}`,
        means: 'scripts can run',
      });
    }
  }
  return failedCheck(
    {
      name,
      happened: `PowerShell was asked for and is not on the path (${programs.join(', ')})`,
      means: 'what only PowerShell tells of VBR stays unknown; everything else works without it',
      next: 'install PowerShell 7.4 with the Veeam module, or leave --powershell away',
    },
    exitCodes.cannotHelpByRetrying,
  );
}
