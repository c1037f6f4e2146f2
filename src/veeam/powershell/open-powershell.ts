import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { shownText } from '../../domain/foreign-text.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Account } from '../../ports/server-probe.ts';
import type { ShellAnswer, ShellSource } from '../../ports/shell-source.ts';
import { childEnvironment } from './child-environment.ts';
import { readRecords } from './read-records.ts';
import { restoreReasonRecord, restoreReasons } from './restore-reasons.ts';
import { runScript, type ScriptOutput } from './run-script.ts';
import { complainedFault, scriptFault } from './script-fault.ts';
import { unreadableOutput } from './shell-fault.ts';
import { sureBackupResults, sureBackupTask } from './surebackup-tasks.ts';

export interface PowerShellOptions {
  /** Null: the usual name of PowerShell 7. */
  readonly program: string | null;
  readonly timeoutMs: number;
  readonly host: string;
  readonly account: Account;
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Takes secrets out of what the program wrote before anybody sees it. */
  readonly scrub: (text: string) => string;
}

const sessionHistoryRecord = z.strictObject({
  type: z.literal('session-history'),
  keepsAll: z.boolean(),
  weeks: z.int().min(0).max(10_000),
});

/** The name PowerShell 7 goes by. */
function usualProgram(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'pwsh.exe' : 'pwsh';
}

/** What the module of VBR tells beyond REST, one short-lived process for each question. */
export function openPowerShell(options: PowerShellOptions): ShellSource {
  return {
    sureBackupResults: async (since, signal) => {
      const { rows, notes } = await ask(
        options,
        'Read-SureBackupResults',
        since,
        sureBackupTask,
        signal,
      );
      return { ...sureBackupResults(rows, options.clock.now()), notes };
    },
    restoreReasons: async (since, signal) => {
      const script = 'Read-RestoreReasons';
      const { rows, notes } = await ask(options, script, since, restoreReasonRecord, signal);
      return { ...restoreReasons(rows), notes };
    },
    sessionHistory: async (signal) => {
      const since = new Date(0);
      const told = await ask(options, 'Read-SessionHistory', since, sessionHistoryRecord, signal);
      const { length } = told.rows;
      if (length === 1) return told;
      throw unreadableOutput(
        `PowerShell told ${length} settings of the session history and not one`,
      );
    },
  };
}

async function ask<Row>(
  options: PowerShellOptions,
  script: string,
  since: Date,
  row: z.ZodType<Row>,
  signal: AbortSignal,
): Promise<ShellAnswer<Row>> {
  const output = await runScript({
    program: options.program ?? usualProgram(process.platform),
    script: fileURLToPath(new URL(`./scripts/${script}.ps1`, import.meta.url)),
    order: orderFor(options, since),
    environment: childEnvironment(options.environment),
    timeoutMs: options.timeoutMs,
    signal,
  });
  const said = (text: string) => shownText(options.scrub(text), 200);
  const { rows, error, notes } = recordsIn(output, row, said);
  if (error !== null) throw scriptFault(error, said);
  return { rows, rejected: [], notes };
}

/** Four words in Base64, for a console's encoding would spoil an umlaut. */
function orderFor({ host, account }: PowerShellOptions, since: Date): string {
  const words = [host, account.username, account.password, String(since.getTime())];
  return `${words.map((each) => Buffer.from(each, 'utf8').toString('base64')).join(' ')}\n`;
}

/** A program that failed before it could write a record is told by how it ended. */
function recordsIn<Row>(
  { written, complaint, exitCode }: ScriptOutput,
  row: z.ZodType<Row>,
  said: (text: string) => string,
) {
  const isBare = exitCode !== 0 && !Buffer.from(written).includes('{"type":');
  if (isBare) throw complainedFault(exitCode, said(complaint || Buffer.from(written).toString()));
  const records = readRecords(written, row);
  if (exitCode !== 0 && records.error === null) throw complainedFault(exitCode, said(complaint));
  return records;
}
