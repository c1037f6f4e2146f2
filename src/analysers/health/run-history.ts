import type { BriefRun, RunOutcome } from '../../domain/run.ts';
import type { JobMeasures, RunCounts } from './measures.ts';

type JudgedOutcome = 'success' | 'warning' | 'failed';
type JudgedRun = BriefRun & { readonly outcome: JudgedOutcome };

/** What the runs of one job show, oldest first, before any judgement. */
export interface RunHistory {
  readonly counts: RunCounts;
  readonly judged: readonly JudgedRun[];
  /** Judged runs whose first attempt is known to have ended well or badly. */
  readonly firstAttempts: { readonly known: number; readonly failed: number };
  readonly healedByRetry: number;
  readonly retried: number;
  /** Retried runs whose attempts were put together by name and time. */
  readonly inferredRetries: number;
  readonly endedWithoutTime: number;
  readonly lastRun: BriefRun | null;
  readonly lastGoodRun: BriefRun | null;
}

export function runHistory(runs: readonly BriefRun[]): RunHistory {
  const counts = { considered: 0, judged: 0, ...noOutcomes };
  const firstAttempts = { known: 0, failed: 0 };
  const tally = { healedByRetry: 0, retried: 0, inferredRetries: 0, endedWithoutTime: 0 };
  const judged: JudgedRun[] = [];
  for (const run of runs) {
    counts.considered += 1;
    counts[run.outcome] += 1;
    tally.retried += Number(run.attempts > 1);
    tally.inferredRetries += Number(run.attempts > 1 && run.grouping === 'inferred');
    tally.endedWithoutTime += Number(run.outcome !== 'running' && run.endedAt === null);
    if (!isJudged(run)) continue;
    counts.judged += 1;
    judged.push(run);
    tally.healedByRetry += Number(isHealed(run));
    firstAttempts.known += Number(isJudgedOutcome(run.firstAttemptOutcome));
    firstAttempts.failed += Number(run.firstAttemptOutcome === 'failed');
  }
  const lastGoodRun = judged.findLast((run) => run.outcome !== 'failed') ?? null;
  return { counts, judged, firstAttempts, ...tally, lastRun: runs.at(-1) ?? null, lastGoodRun };
}

/** The judged runs in a row that ended like the newest one; null without a judged run. */
export function currentStreak(judged: readonly JudgedRun[]): JobMeasures['streak'] {
  const newest = judged.at(-1);
  if (newest === undefined) return null;
  const firstOther = judged.findLastIndex((run) => run.outcome !== newest.outcome);
  const since = judged[firstOther + 1] ?? newest;
  return {
    outcome: newest.outcome,
    runs: judged.length - 1 - firstOther,
    since: since.startedAt.toISOString(),
  };
}

const noOutcomes = { success: 0, warning: 0, failed: 0, canceled: 0, running: 0, unknown: 0 };

function isJudgedOutcome(outcome: RunOutcome): outcome is JudgedOutcome {
  return outcome === 'success' || outcome === 'warning' || outcome === 'failed';
}

function isJudged(run: BriefRun): run is JudgedRun {
  return isJudgedOutcome(run.outcome);
}

/** Ended well on a later attempt; a first attempt that can no longer be read was retried, so it had failed. */
function isHealed(run: JudgedRun): boolean {
  const firstEndedWell =
    run.firstAttemptOutcome === 'success' || run.firstAttemptOutcome === 'warning';
  return run.attempts > 1 && run.outcome !== 'failed' && !firstEndedWell;
}
