import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { progressLines } from '../progress-lines.ts';
import { printJson } from '../terminal.ts';

interface Options {
  readonly server?: string;
  readonly username?: string;
  readonly fingerprint?: string;
  readonly acceptFingerprint?: true;
  readonly claude: boolean;
  readonly run: boolean;
  readonly schedule?: boolean;
  readonly json?: true;
}

/** `dr365 init`: guided set-up; without a terminal every answer comes from a flag or the environment. */
export function addInit(root: Command, { actions, terminal }: CliContext): void {
  root
    .command('init')
    .description(
      'guided set-up: server, certificate pin, account, database, Claude Desktop, first pass',
    )
    .option('--server <address>', 'host, host:port or https URL of the VBR server')
    .option(
      '--username <name>',
      'service account; its password comes from VEEAM_PASSWORD or the prompt',
    )
    .option('--fingerprint <sha256>', 'the certificate fingerprint you expect')
    .option('--accept-fingerprint', 'pin whatever certificate the server shows now')
    .option('--no-claude', 'do not write the Claude Desktop entry')
    .option('--no-run', 'do not make the first pass')
    .option('--schedule', 'let the machine start passes every hour; needs an administrator')
    .option('--no-schedule', 'say nothing of the schedule')
    .option('--json', 'for machines')
    .action(async (options: Options) => {
      const { lines, exitCode } = await actions.initialise({
        server: options.server ?? null,
        username: options.username ?? null,
        fingerprint: options.fingerprint ?? null,
        acceptFingerprint: options.acceptFingerprint === true,
        withClaude: options.claude,
        withRun: options.run,
        withSchedule: options.schedule ?? null,
        tell: options.json ? terminal.err : terminal.out,
        progress: progressLines(terminal, { always: false }),
      });
      terminal.exit(exitCode);
      if (options.json) printJson(terminal, { done: lines, exitCode });
    });
}
