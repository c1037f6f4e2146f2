import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { passCommand } from '../pass-command.ts';

/** `dr365 collect`: the first part of a pass alone. */
export function addCollect(root: Command, context: CliContext): void {
  root
    .command('collect')
    .description('read every configured server and keep what it says, without analysing')
    .option('--json', 'print the report for machines')
    .action((options: { json?: true }) =>
      passCommand(context, { command: 'collect', steps: ['collect'], demo: false, ...options }),
    );
}
