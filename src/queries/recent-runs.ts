import type { RunCounts } from '../domain/health-answer.ts';
import type { Run } from '../domain/run.ts';
import type { AnswerContext } from './answer-context.ts';
import type { LocatedRun } from './run-evidence.ts';

/** No rows where only the total matters. */
const countOnly = 0;
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
  const { runs } = context.answers;
  const [all, failed, success, warning, retried] = await Promise.all([
    runs({ vbrServerId, since, limit: countOnly }),
    runs({ vbrServerId, since, outcomes: ['failed'], limit: mostFailed }),
    runs({ vbrServerId, since, outcomes: ['success'], limit: countOnly }),
    runs({ vbrServerId, since, outcomes: ['warning'], limit: countOnly }),
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
    counts: {
      runs: all.total,
      success: success.total,
      warning: warning.total,
      failed: failed.total,
      other: all.total - success.total - warning.total - failed.total,
    },
    failed: failed.rows.map(locate),
    healed: retried.rows.filter(isHealed).map(locate),
    healedIsAtLeast: retried.total > retried.rows.length,
  };
}

/** A retry made good what the first attempt had failed. */
function isHealed(run: Run): boolean {
  return run.attempts > 1 && run.firstAttemptOutcome === 'failed';
}
