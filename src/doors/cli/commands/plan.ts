import { Argument, type Command } from 'commander';
import { Fault } from '../../../domain/errors.ts';
import { shownText } from '../../../domain/foreign-text.ts';
import { type KeptPlan, type PlanStatus, planStatuses } from '../../../domain/plan.ts';
import type { CliContext } from '../cli-context.ts';
import { printJson } from '../terminal.ts';

interface Options {
  readonly demo?: true;
  readonly json?: true;
}

/** `dr365 plan list` and `dr365 plan set RISK STATUS`: what people made of the plans. */
export function addPlan(root: Command, context: CliContext): void {
  const group = root.command('plan').description('plans for risks, and how far you have come');
  group
    .command('list')
    .description('what is to be done, the worthiest first')
    .option('--demo', 'of the simulated estate')
    .option('--json', 'for machines')
    .action(async ({ demo, json }: Options) => {
      const home = { demo: demo === true };
      const answer = await context.actions.ask(home, 'get_remediation_plan', { limit: 50 });
      if (json) printJson(context.terminal, answer.structuredContent);
      else context.terminal.out(answer.text);
    });
  group
    .command('set')
    .description('say how far you have come; nothing is done by it')
    .argument('<risk>', 'id of the risk, such as r-0123456789')
    .addArgument(new Argument('<status>', 'in capitals or not').argParser(statusIn))
    .option('--demo', 'of the simulated estate')
    .option('--json', 'for machines')
    .action(async (risk: string, status: PlanStatus, { demo, json }: Options) => {
      const before = await context.actions.setPlanStatus({ demo: demo === true }, risk, status);
      if (before === null) throw noPlan(risk);
      if (json) printJson(context.terminal, { risk, status, before: before.status });
      else context.terminal.out(told(before, status));
    });
}

function statusIn(given: string): PlanStatus {
  const status = planStatuses.find((one) => one === given.toUpperCase());
  if (status !== undefined) return status;
  throw new Fault({
    code: 'input-invalid',
    happened: `"${shownText(given, 40)}" is no status of a plan`,
    means: 'nothing was changed',
    next: `use one of ${planStatuses.join(', ')}`,
  });
}

/** A plan that is called done while its verification says otherwise is told so, and set all the same. */
function told(
  { riskId, title, status: before, verification }: KeptPlan,
  status: PlanStatus,
): string {
  const line = `Plan for ${riskId}, ${shownText(title, 120)}: ${before} → ${status}.`;
  if (status !== 'COMPLETED' || verification.verdict === 'met') return line;
  return `${line} Its verification says ${verification.verdict}; the next passes check it further.`;
}

function noPlan(risk: string): Fault {
  return new Fault({
    code: 'not-found',
    happened: `there is no plan for a risk "${shownText(risk, 60)}"`,
    means: 'nothing was changed',
    next: 'see "dr365 plan list"',
  });
}
