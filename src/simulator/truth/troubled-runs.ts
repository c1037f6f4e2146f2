import type { Cause } from '../estate/causes/cause.ts';
import { causeAt } from '../estate/causes/causes.ts';
import { type Component, componentOf } from '../estate/component.ts';
import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { isListed, jobAt } from '../estate/job.ts';
import type { RunRow } from '../estate/run-table.ts';
import { statusAt } from './count-runs.ts';

/** A run that failed, or warned at its first attempt, with why it did. */
export interface TroubledRun {
  readonly run: number;
  readonly row: RunRow;
  readonly outcome: 'failed' | 'warning';
  readonly cause: Cause;
  readonly component: Component;
}

/** The same in the words of the truth. */
export interface TroubledRunTruth {
  /** Id of its first session. */
  readonly runId: string;
  readonly jobId: string;
  readonly startedAt: string;
  readonly outcome: 'failed' | 'warning';
  /** The simulator's own name of the cause. */
  readonly causeKey: string;
  readonly causeClass: string | null;
  readonly component: Component;
}

/** Of listed jobs; a run that a retry healed is none. */
export function* troubledRuns(estate: Estate): Iterable<TroubledRun> {
  for (let run = 0; run < estate.runs.length(); run += 1) {
    const troubled = troubledRunAt(estate, run);
    if (troubled !== null) yield troubled;
  }
}

/** Every run that failed, or warned at its first attempt, in the whole history. */
export function* troubledRunTruths(estate: Estate): Iterable<TroubledRunTruth> {
  for (const { run, row, outcome, cause, component } of troubledRuns(estate)) {
    yield {
      runId: estate.identifiers.of('session', estate.runs.firstSession(run)),
      jobId: itemAt(estate.jobs, row.job).id,
      startedAt: new Date(row.startedMs).toISOString(),
      outcome,
      causeKey: cause.key,
      causeClass: cause.causeClass,
      component,
    };
  }
}

function troubledRunAt(estate: Estate, run: number): TroubledRun | null {
  const status = statusAt(estate, run);
  const row = estate.runs.row(run);
  const isPlainWarning = status === 'warning' && row.attempts === 1;
  const job = itemAt(estate.jobs, row.job);
  if ((status !== 'failed' && !isPlainWarning) || !isListed(job, estate.nowMs)) return null;
  const cause = causeAt(row.cause);
  if (cause === null) return null;
  const { seed } = estate.options;
  const component = componentOf(jobAt(job, row.startedMs), cause.component, seed);
  return { run, row, outcome: status === 'failed' ? 'failed' : 'warning', cause, component };
}
