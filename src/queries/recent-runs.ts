import type { RunCounts } from '../domain/job-answer.ts';
import type { Run } from '../domain/run.ts';
import type { AnswerContext } from './answer-context.ts';
import type { LocatedRun } from './run-evidence.ts';

/** Retried runs read to find the healed ones; beyond it the count is a lower bound. */
const mostRetriedRuns = 500;

/** What one server's runs since an instant show. */
export interface RecentRuns {
  readonly counts: RunCounts;
  /** The newest failed runs, at most as many as were asked for. */
  readonly failed: readonly LocatedRun[];
  readonly healed: readonly LocatedRun[];
  readonly healedIsAtLeast: boolean;
}

/** Reads one server's runs that started since the instant: counts by outcome, the failed ones and the healed ones. */
export async function recentRuns(
  context: AnswerContext,
  vbrServerId: number,
  since: Date,
  mostFailed: number,
): Promise<RecentRuns> {
  const { runs, runCounts } = context.answers;
  const [counts, failed, retried] = await Promise.all([
    runCounts(vbrServerId, since),
    runs({ vbrServerId, since, outcomes: ['failed'], limit: mostFailed }),
    runs({
      vbrServerId,
      since,
      outcomes: ['success', 'warning'],
      attemptsAtLeast: 2,
      limit: mostRetriedRuns,
    }),
  ]);
  const locate = (run: Run): LocatedRun => ({ vbrServerId, run });
  return {
    counts: runCountsFrom(counts),
    failed: failed.rows.map(locate),
    healed: retried.rows.filter(isHealed).map(locate),
    healedIsAtLeast: retried.total > retried.rows.length,
  };
}

function runCountsFrom(counts: Readonly<Partial<Record<Run['outcome'], number>>>): RunCounts {
  const { success = 0, warning = 0, failed = 0, canceled = 0, running = 0, unknown = 0 } = counts;
  const other = canceled + running + unknown;
  return { runs: success + warning + failed + other, success, warning, failed, other };
}

/** A retry made good what the first attempt had failed. */
function isHealed(run: Run): boolean {
  return run.attempts > 1 && run.firstAttemptOutcome === 'failed';
}
