import type { Command } from 'commander';
import { doctorText } from '../../../presentation/doctor-text.ts';
import type { CliContext } from '../cli-context.ts';
import { printJson } from '../terminal.ts';

interface Options {
  readonly powershell?: true;
  readonly json?: true;
}

/** `dr365 doctor`: everything a pass needs, looked at one by one, with the remedy for what is not well. */
export function addDoctor(root: Command, { actions, terminal }: CliContext): void {
  root
    .command('doctor')
    .description('look at everything a pass needs: settings, servers, database, disk, schedule')
    .option('--powershell', 'ask for PowerShell as well')
    .option('--json', 'for machines')
    .action(async ({ powershell, json }: Options) => {
      const { checks, exitCode } = await actions.examine({ withPowerShell: powershell === true });
      terminal.exit(exitCode);
      if (json) printJson(terminal, { exitCode, checks });
      else terminal.out(doctorText(checks));
    });
}
