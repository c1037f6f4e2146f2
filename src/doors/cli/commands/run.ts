import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { passCommand } from '../pass-command.ts';

/** `dr365 run`: one pass of the pipeline for every configured server. */
export function addRun(root: Command, context: CliContext): void {
  root
    .command('run')
    .description('one pass for every configured server: collect, fold into runs, analyse')
    .option('--json', 'print the report for machines')
    .action((options: { json?: true }) =>
      passCommand(context, {
        command: 'run',
        steps: ['collect', 'analyse'],
        demo: false,
        ...options,
      }),
    );
}
