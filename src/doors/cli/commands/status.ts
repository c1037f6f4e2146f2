import type { Command } from 'commander';
import { statusText } from '../../../presentation/status-text.ts';
import { estateStatus } from '../../../queries/estate-status.ts';
import type { CliContext } from '../cli-context.ts';
import { printJson } from '../terminal.ts';

interface Options {
  readonly demo?: true;
  readonly json?: true;
}

/** `dr365 status`: what is known, how fresh it is, and what could not be seen. */
export function addStatus(root: Command, { actions, clock, terminal }: CliContext): void {
  root
    .command('status')
    .description('what is known of each server, how fresh; database, schedule, newest passes')
    .option('--demo', 'of the simulated estate')
    .option('--json', 'for machines')
    .action(async (options: Options) => {
      const demo = options.demo === true;
      const reader = await actions.openReader({ demo });
      try {
        const [estate, database, schedule] = await Promise.all([
          estateStatus({ ...reader, asOf: clock.now(), simulated: demo }),
          actions.administration({ demo }).then((administration) => administration.status()),
          actions.scheduleStatus(),
        ]);
        const status = { ...estate, database, schedule };
        if (options.json) printJson(terminal, status);
        else terminal.out(statusText(status));
      } finally {
        await reader.close();
      }
    });
}
