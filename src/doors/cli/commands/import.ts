import type { Command } from 'commander';
import { shownText } from '../../../domain/foreign-text.ts';
import type {
  CliContext,
  ImportReport,
  InventoryImportReport,
  SureBackupImportReport,
} from '../cli-context.ts';
import { printJson } from '../terminal.ts';

interface Options {
  readonly demo?: true;
  readonly json?: true;
}

const mostNamesShown = 5;

/** `dr365 import KIND FILE`: history and results that REST does not give. */
export function addImport(root: Command, context: CliContext): void {
  const { actions } = context;
  const group = root.command('import').description('import what VBR does not give');
  addKind(context, group, {
    kind: 'capacity',
    holds: 'CSV with repository,date,used_gib,capacity_gib[,server]',
    run: actions.importCapacity,
    told: capacityTold,
  });
  addKind(context, group, {
    kind: 'surebackup',
    holds: 'NDJSON with workload, testedAt, boot, ping, script, contentScan[, job, server]',
    run: actions.importSureBackup,
    told: sureBackupTold,
  });
  addKind(context, group, {
    kind: 'inventory',
    holds: 'CSV with name[,platform,server]: the machines that exist; replaces the last one',
    run: actions.importInventory,
    told: inventoryTold,
  });
}

interface Kind<Report> {
  readonly kind: string;
  readonly holds: string;
  readonly run: (home: { readonly demo: boolean }, file: string) => Promise<Report>;
  readonly told: (report: Report) => string;
}

function addKind<Report>(
  { terminal }: CliContext,
  group: Command,
  { kind, holds, run, told }: Kind<Report>,
): void {
  group
    .command(kind)
    .argument('<file>', holds)
    .option('--demo', 'into the simulated estate')
    .option('--json', 'print the counts for machines')
    .action(async (file: string, { demo, json }: Options) => {
      const report = await run({ demo: demo === true }, file);
      if (json) printJson(terminal, report);
      else terminal.out(told(report));
    });
}

function capacityTold({ rows, written, repositories, from, to }: ImportReport): string {
  const kept = rows - written;
  const same = kept === 0 ? '' : `; ${kept} of them were known, or were measured and stay`;
  return `${rows} days of ${repositories} repositories from ${from} to ${to}${same}. The next pass forecasts with them; "dr365 analyze capacity" does so now.`;
}

function inventoryTold({ machines, neverBackedUp }: InventoryImportReport): string {
  return `${machines} machines; ${neverBackedUp} of them are in no backup. The next pass weighs them; "dr365 analyze risk" does so now.`;
}

function sureBackupTold(report: SureBackupImportReport): string {
  const { rows, written, unknownWorkloads: unknown, from, to } = report;
  const same = rows === written ? '' : `; ${rows - written} of them were known`;
  const shown = unknown.slice(0, mostNamesShown).map((name) => `"${shownText(name, 60)}"`);
  const more = unknown.length > shown.length ? ', …' : '';
  const strange =
    unknown.length === 0
      ? ''
      : ` No workload is known as ${shown.join(', ')}${more} (${unknown.length}): nothing is told of them.`;
  return `${rows} results from ${from} to ${to}${same}.${strange} The next pass judges with them; "dr365 analyze recovery" does so now.`;
}
