import { type ExitCode, exitCodeOf, exitCodes } from '../../domain/exit-code.ts';
import type { PassReport } from '../../domain/pass-report.ts';
import { exitCodeOfPass, judgeVisit, statusOfPass } from '../pass-outcome.ts';
import type { PassContext } from '../pass-request.ts';
import type { ServerVisit } from '../server-visit.ts';
import type { StepResult } from './step-result.ts';

/** Judges the visits, closes the pass with what they come to, and writes the figures. */
export async function closePass(
  context: PassContext,
  visits: readonly ServerVisit[],
  steps: readonly StepResult[],
): Promise<PassReport> {
  const judged = visits.map(judgeVisit);
  const servers = judged.map(({ result }) => result);
  const wasInterrupted = context.signal.aborted;
  const exitCode = wasInterrupted
    ? exitCodes.partial
    : exitCodeOfPass([
        ...judged.map((server) => server.exitCode),
        ...steps.flatMap((step) => step.exitCodes),
      ]);
  const status = wasInterrupted ? 'interrupted' : statusOfPass(exitCode);
  const pass = passRow(
    context,
    status,
    exitCode,
    sumOf([...servers, ...steps].map(({ counts }) => counts)),
  );
  await context.risk.closePass(pass);
  writeFigures(context, pass);
  await context.journal.flush();
  return { pass, exitCode, servers };
}

/** Marks a pass that a failure of our own ends; if even that fails, the journal says so and the first error stands. */
export async function closeFailedPass(context: PassContext, error: unknown): Promise<void> {
  context.journal.error('pipeline', error, { step: 'pass' });
  try {
    await context.risk.closePass(passRow(context, 'failed', exitCodeOf(error), {}));
  } catch (closingError) {
    context.journal.error('pipeline', closingError, { step: 'close-pass' });
  }
  await context.journal.flush();
}

function passRow(
  { passId, command, startedAt, clock }: PassContext,
  status: PassReport['pass']['status'],
  exitCode: ExitCode,
  counts: Readonly<Record<string, number>>,
): PassReport['pass'] {
  return { id: passId, command, startedAt, endedAt: clock.now(), status, exitCode, counts };
}

function sumOf(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}

function writeFigures({ journal, residentBytes }: PassContext, pass: PassReport['pass']): void {
  const { status, exitCode, startedAt, endedAt, counts } = pass;
  journal.action('pipeline', 'pass ended', { status, exitCode });
  const durationMs = (endedAt ?? startedAt).getTime() - startedAt.getTime();
  journal.figure('pipeline', 'pass-duration', durationMs, 'ms');
  for (const [name, count] of Object.entries(counts)) {
    journal.figure('pipeline', name, count, 'count');
  }
  if (residentBytes) journal.figure('pipeline', 'most-memory', residentBytes(), 'bytes');
}
