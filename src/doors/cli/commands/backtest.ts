import { type Command, InvalidArgumentError } from 'commander';
import { Fault } from '../../../domain/errors.ts';
import type { BacktestReport, CliContext } from '../cli-context.ts';
import { progressLines } from '../progress-lines.ts';
import { printJson } from '../terminal.ts';

interface Given {
  readonly series: string;
  readonly origins?: string;
  readonly length: number;
  readonly horizon: number;
  readonly out: string;
  readonly cross?: string;
  readonly levels?: string;
  readonly calibration?: string;
  readonly json?: true;
}

/** `dr365 backtest`: forecast history from past origins with the product's own forecaster, so that accuracy can be measured. */
export function addBacktest(root: Command, { actions, terminal }: CliContext): void {
  root
    .command('backtest')
    .description('forecast CSV history from past origins, so that accuracy can be measured')
    .requiredOption('--series <file>', 'CSV with series_id,t,value; t counts days')
    .option('--origins <file>', 'CSV with series_id,origin: the last day that may be seen')
    .option('--length <days>', 'days of history up to the origin', days(14, 3650), 60)
    .option('--horizon <days>', 'days to forecast', days(1, 365), 90)
    .requiredOption('--out <file>', 'CSV to write: one row a series, origin and day ahead')
    .option('--cross <file>', 'CSV to write: the day on which each level is reached')
    .option('--levels <file>', 'CSV with series_id,origin,level_name,level')
    .option('--calibration <file>', 'table of past errors; default is the shipped one')
    .option('--json', 'print the counts for machines')
    .action(async ({ json, ...given }: Given) => {
      if ((given.cross === undefined) !== (given.levels === undefined)) throw halfAsked();
      const report = await actions.backtest({
        series: given.series,
        origins: given.origins ?? null,
        lengthDays: given.length,
        horizonDays: given.horizon,
        out: given.out,
        cross: given.cross ?? null,
        levels: given.levels ?? null,
        calibration: given.calibration ?? null,
        progress: progressLines(terminal, { always: false }),
      });
      if (json) printJson(terminal, report);
      else terminal.out(described(report));
    });
}

function days(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,6}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`a whole number from ${least} to ${most} is expected`);
  };
}

function halfAsked(): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: 'Of --cross and --levels only one was given',
    means: 'the levels and the file for the days on which they are reached belong together',
    next: 'give both or neither',
  });
}

function described(report: BacktestReport): string {
  const { faults } = report;
  const notes: ReadonlyArray<readonly [number, string]> = [
    [report.withoutHistory, 'origins left out: not enough history (fewer than 14 usable days)'],
    [report.removedSpikes, 'values taken out as out of line'],
    [report.unitChanges, 'changes of unit mended'],
    [faults.zero, 'zeros taken as missing'],
    [faults.negative, 'negative values taken as missing'],
    [faults.notNumbers, 'values that are no numbers taken as missing'],
    [faults.duplicateDays, 'days with several values: their median taken'],
    [report.scatteredSeries, 'series whose rows do not stand together: kept in memory'],
  ];
  return [
    `${report.forecasts} forecasts from ${report.origins} origins of ${report.series} series, ${report.crossings} levels`,
    ...notes.filter(([count]) => count > 0).map(([count, text]) => `${count} ${text}`),
  ].join('\n');
}
