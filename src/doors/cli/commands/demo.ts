import type { Command } from 'commander';
import { passText } from '../../../presentation/pass-text.ts';
import type { CliContext } from '../cli-context.ts';
import { progressLines } from '../progress-lines.ts';
import { printJson } from '../terminal.ts';

/** Those that are full first. */
const repositoriesShown = 3;

interface Options {
  readonly stopDatabase?: true;
  readonly json?: true;
}

/** `dr365 demo`: simulate an estate, run a pass over it, print the summary, keep the data for asking. */
export function addDemo(root: Command, context: CliContext): void {
  root
    .command('demo')
    .description('simulate an estate, collect, analyse, print the summary')
    .option('--stop-database', "stop the demo's database afterwards, unless somebody is using it")
    .option('--json', 'for machines')
    .action((options: Options) => demo(context, options));
}

async function demo({ actions, terminal }: CliContext, options: Options): Promise<void> {
  const home = { demo: true };
  const report = await actions.simulateEstate(progressLines(terminal, { always: true }));
  terminal.exit(report.exitCode);
  const answer = await actions.ask(home, 'get_health_status', {});
  const capacity = await actions.ask(home, 'get_capacity_forecast', { limit: repositoriesShown });
  const risks = await actions.ask(home, 'analyze_risks', { scope: 'brief' });
  if (options.json) {
    const { structuredContent: health } = answer;
    printJson(terminal, {
      ...{ pass: report, health, capacity: capacity.structuredContent },
      risks: risks.structuredContent,
    });
  } else {
    terminal.out(
      `\n${passText(report)}\n\n${answer.text}\n\n${capacity.text}\n\n${firstRisk(risks.text)}\n`,
    );
    terminal.out('Ask more: npm run -s dr365 -- tool get_health_status \'{"scope":"job"}\' --demo');
  }
  if (!options.stopDatabase) return;
  const stopped = await (await actions.administration(home)).stop({ ifUnused: true });
  if (!stopped) terminal.err("The demo's database stays up: another client is connected to it.");
}

/** The line of the brief that tells the worst risk and what to do first; where none is open, that is said. */
function firstRisk(brief: string): string {
  const line = brief.split('\n').find((one) => one.startsWith('! '));
  return line === undefined ? 'First risk: none is open.' : `First risk: ${line.slice(2)}`;
}
