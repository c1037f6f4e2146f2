import { Argument, type Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { passCommand } from '../pass-command.ts';

interface Options {
  readonly collect?: true;
  readonly demo?: true;
  readonly json?: true;
}

/** Analyses whose answer is printed after the pass. */
const answeredBy: Readonly<Record<string, string>> = {
  capacity: 'get_capacity_forecast',
  risk: 'analyze_risks',
  remediation: 'get_remediation_plan',
};

/** `dr365 analyze NAME [--collect]`: analyses what is kept. */
export function addAnalyze(root: Command, context: CliContext): void {
  root
    .command('analyze')
    .description('analyse what is kept')
    .addArgument(
      new Argument('<name>', 'which analysis').choices([
        'health',
        'capacity',
        'efficiency',
        'recovery',
        'risk',
        'remediation',
        'all',
      ]),
    )
    .option('--collect', 'collect first')
    .option('--demo', 'work on the simulated estate')
    .option('--json', 'print the report for machines')
    .action(async (name: string, { collect, demo, json }: Options) => {
      await passCommand(context, {
        command: `analyze ${name}`,
        steps: collect ? ['collect', 'analyse'] : ['analyse'],
        demo: demo === true,
        ...(json && { json }),
      });
      const tool = answeredBy[name];
      if (tool === undefined || json) return;
      const { text } = await context.actions.ask({ demo: demo === true }, tool, {});
      context.terminal.out(`\n${text}`);
    });
}
