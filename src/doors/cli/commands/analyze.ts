import { Argument, type Command } from 'commander';
import { type AnalysisName, analysisNames } from '../../../domain/analysis-name.ts';
import { Fault } from '../../../domain/errors.ts';
import type { CliContext, HomeChoice, PassOptions } from '../cli-context.ts';
import { passCommand } from '../pass-command.ts';

interface Options {
  readonly collect?: true;
  readonly charts?: string;
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
    .addArgument(new Argument('<name>', 'which analysis').choices([...analysisNames, 'all']))
    .option('--collect', 'collect first')
    .option('--charts <folder>', 'with capacity: draw each forecast as SVG into this folder')
    .option('--demo', 'work on the simulated estate')
    .option('--json', 'print the report for machines')
    .action(async (name: AnalysisName | 'all', { collect, charts, demo, json }: Options) => {
      const home = { demo: demo === true };
      if (charts !== undefined) checkDrawn(name);
      await passCommand(context, {
        command: `analyze ${name}`,
        ...partsOf(name, collect === true),
        ...home,
        ...(json && { json }),
      });
      if (charts !== undefined) await draw(context, home, charts);
      const tool = answeredBy[name];
      if (tool === undefined || json) return;
      const { text } = await context.actions.ask(home, tool, {});
      context.terminal.out(`\n${text}`);
    });
}

function partsOf(
  name: AnalysisName | 'all',
  collects: boolean,
): Pick<PassOptions, 'steps' | 'only'> {
  const steps = collects ? (['collect', 'analyse'] as const) : (['analyse'] as const);
  return name === 'all' ? { steps } : { steps, only: name };
}

async function draw(
  { actions, terminal }: CliContext,
  home: HomeChoice,
  folder: string,
): Promise<void> {
  const paths = await actions.drawCapacity(home, folder);
  const [first] = paths;
  terminal.err(
    first === undefined
      ? 'No repository has a forecast that could be drawn.'
      : `Drawn: ${paths.length} in ${folder}, the most pressing is ${first}`,
  );
}

function checkDrawn(name: string): void {
  if (name === 'capacity') return;
  throw new Fault({
    code: 'input-invalid',
    happened: `--charts was given with the analysis "${name}"`,
    means: 'only forecasts of capacity can be drawn, and nothing was analysed',
    next: 'write: dr365 analyze capacity --charts FOLDER',
  });
}
