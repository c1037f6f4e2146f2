import { type Command, InvalidArgumentError, Option } from 'commander';
import { revisions } from '../../../domain/vbr-server.ts';
import type { CliContext, SimulateOptions } from '../cli-context.ts';
import { printJson } from '../terminal.ts';

type Sizes = 'jobs' | 'repositories' | 'sessions' | 'failedPercent' | 'warnedPercent';
type Given = Omit<SimulateOptions, Sizes | 'size' | 'stationary'> & {
  json?: true;
  stationary?: true;
  size?: NonNullable<SimulateOptions['size']>;
} & { [Size in Sizes]?: number };

/** `dr365 simulate`: the simulated VBR server alone, until it is interrupted. */
export function addSimulate(root: Command, { actions, terminal }: CliContext): void {
  root
    .command('simulate')
    .description('the simulated VBR server alone; ends with Ctrl+C')
    .option('--port <number>', 'port on 127.0.0.1, 0 for a free one', wholeNumber, 9419)
    .addOption(
      new Option('--scenario <name>', 'what is planted')
        .choices(['healthy', 'troubled', 'ransomware', 'outage', 'msp'])
        .default('troubled'),
    )
    .addOption(
      new Option('--size <name>', 'about 50, 500, 2,000 or 5,000 machines').choices([
        'S',
        'M',
        'L',
        'XL',
      ]),
    )
    .option('--seed <number>', 'what the estate is made from', wholeNumber, 365)
    .addOption(
      new Option('--revision <name>', 'REST revision').choices(revisions).default(revisions[0]),
    )
    .addOption(
      new Option('--role <name>', 'role of the account')
        .choices(['viewer', 'administrator', 'restore-operator', 'security-administrator'])
        .default('viewer'),
    )
    .option('--days <number>', 'days of history', wholeNumber, 91)
    .option('--jobs <number>', 'number of jobs', wholeNumber)
    .option('--repositories <number>', 'number of repositories', wholeNumber)
    .option('--sessions <number>', 'job sessions in the history', wholeNumber)
    .option('--failed-percent <number>', 'share of job sessions that failed', wholeNumber)
    .option('--warned-percent <number>', 'share of job sessions with a warning', wholeNumber)
    .option('--stationary', 'only ordinary failures at constant rates, nothing planted')
    .option('--pattern-percent <number>', 'share of jobs that fail by a rule', wholeNumber, 0)
    .option('--latency-ms <number>', 'how late every answer comes', wholeNumber, 0)
    .option('--json', 'print where it listens for machines')
    .action(async ({ json, ...options }: Given) => {
      const server = await actions.simulate(complete(options));
      const { close, url, username, password, fingerprintSha256, certificatePem } = server;
      const shown = { url, username, password, fingerprintSha256, certificatePem };
      if (json) printJson(terminal, shown);
      else terminal.out(described(shown));
      await terminal.interrupted;
      await close();
    });
}

function complete(options: Omit<Given, 'json'>): SimulateOptions {
  const { jobs = null, repositories = null, sessions = null, ...rest } = options;
  const { failedPercent = null, warnedPercent = null, size = null, stationary = false } = options;
  return {
    ...rest,
    size,
    jobs,
    repositories,
    sessions,
    failedPercent,
    warnedPercent,
    stationary,
  };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new InvalidArgumentError('a whole number is expected');
  return Number(text);
}

function described(shown: Readonly<Record<string, string>>): string {
  return [
    `VEEAM_SERVER=${shown['url']}`,
    `VEEAM_USERNAME=${shown['username']}`,
    `VEEAM_PASSWORD=${shown['password']}`,
    `VEEAM_TLS_FINGERPRINT=${shown['fingerprintSha256']}`,
    'Simulated VBR server; its planted truth is at /__truth.',
  ].join('\n');
}
