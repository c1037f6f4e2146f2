import type { Command } from 'commander';
import { scheduleLine } from '../../../presentation/status-text.ts';
import type { ScheduleChange } from '../../../setup/schedule/scheduled-program.ts';
import type { CliContext, ScheduleOptions } from '../cli-context.ts';
import { printJson } from '../terminal.ts';

interface Options {
  readonly home?: string;
  readonly account?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** `dr365 schedule install|remove|status`: let the machine start passes by itself. */
export function addSchedule(root: Command, context: CliContext): void {
  const { actions, terminal } = context;
  const schedule = root.command('schedule').description('let the machine start passes by itself');
  addChange(context, schedule, 'install', 'hourly passes by systemd or the Task Scheduler')
    .option('--home <folder>', 'where the passes work; on Linux /var/lib/dr365')
    .option('--account <name>', 'system account they run as');
  addChange(context, schedule, 'remove', 'take the schedule away; the data stays');
  schedule
    .command('status')
    .description('what the scheduler says: installed, last exit code, next pass')
    .option('--json', 'for machines')
    .action(async ({ json }: Options) => {
      const status = await actions.scheduleStatus();
      if (json) printJson(terminal, status);
      else terminal.out(scheduleLine(status));
    });
}

function addChange(
  { actions, terminal }: CliContext,
  schedule: Command,
  name: 'install' | 'remove',
  description: string,
): Command {
  return schedule
    .command(name)
    .description(description)
    .option('--dry-run', 'say what would be done and do nothing')
    .option('--json', 'for machines')
    .action(async (given: Options) => {
      const options = optionsOf(given);
      const change = await (name === 'install'
        ? actions.installSchedule(options)
        : actions.removeSchedule(options));
      if (given.json) printJson(terminal, change);
      else for (const line of changeLines(change)) terminal.out(line);
    });
}

function optionsOf({ home, account, dryRun }: Options): ScheduleOptions {
  return { home: home ?? null, account: account ?? null, dryRun: dryRun === true };
}

function changeLines({ done, dryRun }: ScheduleChange): readonly string[] {
  if (done.length === 0) return ['Nothing had to be changed.'];
  return done.map((step) => `${dryRun ? 'would ' : ''}${step}`);
}
