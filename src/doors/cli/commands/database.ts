import type { Command } from 'commander';
import type { DatabaseStatus } from '../../../ports/database-administration.ts';
import type { CliContext } from '../cli-context.ts';
import { printJson } from '../terminal.ts';
import { addDatabaseBackup } from './database-backup.ts';

interface Options {
  readonly demo?: true;
  readonly json?: true;
}

type Counts = Readonly<Record<string, number>>;

/** `dr365 db migrate|status|stop|export|import`. */
export function addDatabase(root: Command, context: CliContext): void {
  const database = root
    .command('db')
    .description('the databases: migrate, status, stop, export, import');
  for (const [name, description, action] of [
    ['migrate', 'create or update databases, schema and role logins', migrate],
    ['status', 'which PostgreSQL, which schema, how many rows of each kind', status],
    ['stop', 'stop the embedded PostgreSQL', stop],
  ] as const) {
    database
      .command(name)
      .description(description)
      .option('--demo', 'of the simulated estate')
      .option('--json', 'for machines')
      .action((options: Options) => action(context, options));
  }
  addDatabaseBackup(database, context);
}

async function migrate({ actions, terminal }: CliContext, options: Options): Promise<void> {
  const administration = await actions.administration({ demo: options.demo === true });
  await administration.ensureRunning();
  const reports = await administration.migrate();
  if (options.json) return printJson(terminal, reports);
  for (const { database, applied } of reports) {
    const what = applied.length > 0 ? `applied ${applied.join(', ')}` : 'is up to date';
    terminal.out(`${database}: ${what}`);
  }
}

async function status({ actions, terminal }: CliContext, options: Options): Promise<void> {
  const home = { demo: options.demo === true };
  const reader = await actions.openReader(home);
  try {
    const counts = { ...(await reader.answers.counts()), ...(await reader.risk.counts()) };
    const state = await (await actions.administration(home)).status();
    if (options.json) return printJson(terminal, { ...state, counts });
    for (const line of described(state, counts)) terminal.out(line);
  } finally {
    await reader.close();
  }
}

function described(state: DatabaseStatus, counts: Counts): readonly string[] {
  const place = `${state.host ?? 'not started'}:${state.port ?? '-'}`;
  return [
    `PostgreSQL ${state.serverVersion ?? 'not running'} (${state.kind}) at ${place}`,
    `schema: metrics ${state.metricsSchema ?? 'none'} of ${state.newestSchema.metrics}, risk ${state.riskSchema ?? 'none'} of ${state.newestSchema.risk}`,
    ...Object.entries(counts).map(([kind, count]) => `${kind}: ${count}`),
  ];
}

async function stop({ actions, terminal }: CliContext, options: Options): Promise<void> {
  const administration = await actions.administration({ demo: options.demo === true });
  const stopped = await administration.stop({ ifUnused: false });
  if (options.json) return printJson(terminal, { stopped });
  terminal.out(stopped ? 'PostgreSQL was stopped.' : 'Nothing was running that DR365 started.');
}
