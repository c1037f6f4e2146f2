import { Argument, type Command } from 'commander';
import type { CliContext, ImportReport } from '../cli-context.ts';
import { printJson } from '../terminal.ts';

interface Options {
  readonly demo?: true;
  readonly json?: true;
}

/** `dr365 import capacity FILE`: history that REST does not give. */
export function addImport(root: Command, { actions, terminal }: CliContext): void {
  root
    .command('import')
    .description('import history that VBR does not give')
    .addArgument(new Argument('<kind>', 'what the file holds').choices(['capacity']))
    .argument('<file>', 'CSV with repository,date,used_gib,capacity_gib[,server]')
    .option('--demo', 'into the simulated estate')
    .option('--json', 'print the counts for machines')
    .action(async (_kind: string, file: string, { demo, json }: Options) => {
      const report = await actions.importCapacity({ demo: demo === true }, file);
      if (json) printJson(terminal, report);
      else terminal.out(described(report));
    });
}

function described({ rows, written, repositories, from, to }: ImportReport): string {
  const kept = rows - written;
  const same = kept === 0 ? '' : `; ${kept} of them were known, or were measured and stay`;
  return `${rows} days of ${repositories} repositories from ${from} to ${to}${same}. The next pass forecasts with them; "dr365 analyze capacity" does so now.`;
}
