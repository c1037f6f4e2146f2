import type { Command } from 'commander';
import { Fault } from '../../../domain/errors.ts';
import { shownText } from '../../../domain/foreign-text.ts';
import type { CliContext } from '../cli-context.ts';

interface AcceptOptions {
  readonly owner: string;
  readonly reason: string;
  readonly until: string;
  readonly demo?: true;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** `dr365 risk accept|reopen ID`: takes a risk upon oneself until a day, or gives it back. */
export function addRisk(root: Command, { actions, terminal, clock }: CliContext): void {
  const group = root.command('risk').description('accept a risk until a day, or reopen it');
  group
    .command('accept')
    .argument('<id>', 'id of the risk, as analyze_risks shows it')
    .requiredOption('--owner <name>', 'who answers for it')
    .requiredOption('--reason <text>', 'why it is accepted')
    .requiredOption('--until <day>', 'last day, such as 2027-01-31; it reopens by itself')
    .option('--demo', 'of the simulated estate')
    .action(async (id: string, { owner, reason, until, demo }: AcceptOptions) => {
      const who = { owner: said('--owner', owner), reason: said('--reason', reason) };
      const expiresAt = endOf(until, clock.now());
      await actions.acceptRisk({ demo: demo === true }, { riskId: id, ...who, expiresAt });
      terminal.out(
        `${id} is accepted by ${shownText(who.owner, 60)} until the end of ${until} (UTC).`,
      );
    });
  group
    .command('reopen')
    .argument('<id>', 'id of the risk')
    .option('--demo', 'of the simulated estate')
    .action(async (id: string, { demo }: { readonly demo?: true }) => {
      await actions.reopenRisk({ demo: demo === true }, id);
      terminal.out(`${id} counts again.`);
    });
}

function said(option: string, text: string): string {
  const words = text.trim();
  if (words !== '') return words;
  throw new Fault({
    code: 'input-invalid',
    happened: `${option} was empty`,
    means: 'nothing was accepted',
    next: 'say who answers for the risk, and why',
  });
}

/** The first instant after a day. */
function endOf(text: string, now: Date): Date {
  const start = day.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  const end = new Date(start.getTime() + 86_400_000);
  if (!Number.isNaN(end.getTime()) && start.toISOString().startsWith(text) && end > now) return end;
  throw new Fault({
    code: 'input-invalid',
    happened: `--until was "${shownText(text, 40)}"`,
    means: 'nothing was accepted',
    next: 'give a day that has not passed, such as 2027-01-31',
  });
}
