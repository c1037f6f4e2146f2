import type { Command } from 'commander';
import type { CliContext, DatabaseImportReport, ExportReport } from '../cli-context.ts';
import { progressLines } from '../progress-lines.ts';
import { printJson } from '../terminal.ts';

interface Options {
  readonly demo?: true;
  readonly json?: true;
}

/** `dr365 db export --out FILE` and `dr365 db import FILE`. */
export function addDatabaseBackup(database: Command, { actions, terminal }: CliContext): void {
  const progress = progressLines(terminal, { always: false });
  database
    .command('export')
    .description(
      'write both databases into one compressed file; secrets and settings are not in it',
    )
    .requiredOption('--out <file>', 'file to write; one of that name is replaced once it is whole')
    .option('--demo', 'of the simulated estate')
    .option('--json', 'for machines')
    .action(async ({ demo, json, out }: Options & { readonly out: string }) => {
      const report = await actions.exportDatabases({ demo: demo === true }, out, progress);
      if (json) printJson(terminal, report);
      else for (const line of exported(report)) terminal.out(line);
    });
  database
    .command('import')
    .description('read such a file into empty databases, and bring it to the present schema')
    .argument('<file>', 'file that "dr365 db export" made')
    .option('--demo', 'into the simulated estate')
    .option('--json', 'for machines')
    .action(async (file: string, { demo, json }: Options) => {
      const report = await actions.importDatabases({ demo: demo === true }, file, progress);
      if (json) printJson(terminal, report);
      else for (const line of imported(report)) terminal.out(line);
    });
}

function exported(report: ExportReport): readonly string[] {
  const { file, fileBytes, tables, rows, schema, duringPass } = report;
  const lines = [
    `${rows} rows of ${tables} tables in ${file} (${mebibytes(fileBytes)} MiB); schema metrics ${schema.metrics}, risk ${schema.risk}.`,
    'Secrets, settings and logs are not in it: keep .env, dr365.config.yaml and the folder secrets as well.',
  ];
  if (!duringPass) return lines;
  return [
    ...lines,
    'A pass was at work: each database is whole, and the newest rows of the two may be a step apart; the next pass mends that.',
  ];
}

function imported(report: DatabaseImportReport): readonly string[] {
  const { madeAt, dr365Version, schema, tables, rows, doneBefore } = report;
  const from = `the backup of ${madeAt} (DR365 ${dr365Version}, schema metrics ${schema.metrics}, risk ${schema.risk})`;
  if (doneBefore.length === 2) return [`Both databases hold ${from} already: nothing was done.`];
  const before =
    doneBefore.length === 0 ? '' : ` The ${doneBefore.join()} database held it already.`;
  return [
    `${rows} rows of ${tables} tables from ${from}.${before} "dr365 run" goes on from there.`,
  ];
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
