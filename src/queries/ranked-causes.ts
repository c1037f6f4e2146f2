import { type Cause, causeKey } from '../domain/cause.ts';
import type { CauseExplained, ExplanationAnswer } from '../domain/failure-answer.ts';
import type { Run } from '../domain/run.ts';

/** A cause of a job's runs before it is looked up in the catalogue. */
export type RankedCause = Pick<
  CauseExplained,
  'evidence' | 'workloads' | 'runsInARow' | 'firstSeenAt' | 'lastSeenAt' | 'isPresent'
>;

interface RankedCauses extends Pick<ExplanationAnswer, 'state' | 'unexplainedRuns'> {
  /** Of the present trouble; of the last one when the job is well again. */
  readonly causes: readonly RankedCause[];
}

/**
 * The causes of a job's present streak of bad runs, or of its last bad run, ranked: those of the newest run first, failures
 * before warnings, then by how many workloads they hit and for how long. Both lists are given newest first.
 */
export function rankedCauses(runs: readonly Run[], causes: readonly Cause[]): RankedCauses {
  const decided = runs.filter(({ outcome }) => isBad(outcome) || outcome === 'success');
  const [newest] = decided;
  const streak = isBad(newest?.outcome)
    ? leading(decided, (run) => run.outcome === newest?.outcome)
    : decided.filter((run) => run.outcome === 'failed').slice(0, 1);
  const told = new Set(causes.map(({ runId }) => runId));
  const ids = new Set(streak.map(({ id }) => id));
  const kinds = Map.groupBy(causes, (cause) => `${cause.outcome} ${causeKey(cause)}`);
  const ranked = [...kinds.values()]
    .filter((kind) => kind.some(({ runId }) => ids.has(runId)))
    .flatMap((kind) => rankedCause(kind, decided) ?? []);
  return {
    state: stateOf(newest),
    causes: ranked.toSorted(byWeight),
    unexplainedRuns: streak.filter(({ id }) => !told.has(id)).length,
  };
}

function rankedCause(kind: readonly Cause[], decided: readonly Run[]): RankedCause | null {
  const [evidence] = kind;
  if (evidence === undefined) return null;
  const runIds = new Set(kind.map(({ runId }) => runId));
  const ofNewest = kind.filter(({ runId }) => runId === evidence.runId);
  const times = kind.map(({ at }) => at.getTime());
  return {
    evidence,
    workloads: [...new Set(ofNewest.flatMap(({ workload }) => workload ?? []))],
    runsInARow: leading(decided, ({ id }) => runIds.has(id)).length,
    firstSeenAt: new Date(Math.min(...times)),
    lastSeenAt: new Date(Math.max(...times)),
    isPresent: decided[0] !== undefined && runIds.has(decided[0].id),
  };
}

function stateOf(newest: Run | undefined): ExplanationAnswer['state'] {
  if (newest === undefined) return 'none';
  if (newest.outcome === 'failed') return 'failing';
  return newest.outcome === 'warning' ? 'warning' : 'not-failing';
}

function isBad(outcome: Run['outcome'] | undefined): boolean {
  return outcome === 'failed' || outcome === 'warning';
}

function leading(runs: readonly Run[], holds: (run: Run) => boolean): readonly Run[] {
  const end = runs.findIndex((run) => !holds(run));
  return end === -1 ? runs : runs.slice(0, end);
}

function byWeight(one: RankedCause, other: RankedCause): number {
  return (
    Number(other.isPresent) - Number(one.isPresent) ||
    one.evidence.outcome.localeCompare(other.evidence.outcome) ||
    other.workloads.length - one.workloads.length ||
    other.runsInARow - one.runsInARow ||
    other.lastSeenAt.getTime() - one.lastSeenAt.getTime()
  );
}
