import type { AnalysisName } from '../../domain/analysis-name.ts';
import type { PassStep } from '../../domain/pass-report.ts';
import { passText } from '../../presentation/pass-text.ts';
import type { CliContext } from './cli-context.ts';
import { progressLines } from './progress-lines.ts';
import { printJson } from './terminal.ts';

interface PassCommand {
  readonly command: string;
  readonly steps: readonly PassStep[];
  readonly only?: AnalysisName;
  readonly demo: boolean;
  readonly json?: true;
}

/** Runs a pass, prints its report and ends with its exit code. */
export async function passCommand(
  { actions, terminal }: CliContext,
  { json, ...options }: PassCommand,
): Promise<void> {
  const progress = progressLines(terminal, { always: false });
  const report = await actions.pass({ ...options, progress });
  terminal.exit(report.exitCode);
  if (json) printJson(terminal, report);
  else terminal.out(passText(report));
}
