import type { Estate } from '../estate/estate.ts';
import type { SimulatedJob } from '../estate/job.ts';
import { worsenedFailures } from '../estate/pattern.ts';
import { startsBetween } from '../estate/schedule.ts';
import { risingFailures } from '../estate/verdict.ts';

/**
 * How plainly what is planted can be seen, whatever looks for it: the expected z of the best single test, which knows the rule and
 * asks nothing else, over the starts that the schedule asks for. A rising share: Cochran–Armitage over the runs. A share that rose
 * at a day: two proportions with that day. Null for rules that strike on each of their occasions.
 */
export function patternStrength(
  { clock, startMs, nowMs }: Estate,
  job: SimulatedJob,
): number | null {
  const { name, sinceMs } = job.behaviour;
  if (name !== 'rising' && name !== 'worsened') return null;
  const starts = startsBetween(job.schedule, clock, startMs, nowMs);
  return expectedZ(
    starts.map((start) => {
      const age = (start - startMs) / (nowMs - startMs);
      return name === 'rising'
        ? { score: age, share: risingFailures(age) }
        : { score: Number(start >= sinceMs), share: worsenedFailures(start >= sinceMs) };
    }),
  );
}

interface PlannedRun {
  readonly score: number;
  /** How likely it fails. */
  readonly share: number;
}

// Σ(s − s̄)p / √(p̄(1 − p̄)·Σ(s − s̄)²), which for two scores is the test of two proportions.
function expectedZ(runs: readonly PlannedRun[]): number {
  const mean = (of: (run: PlannedRun) => number) =>
    runs.reduce((sum, run) => sum + of(run), 0) / Math.max(1, runs.length);
  const center = mean(({ score }) => score);
  const share = mean((run) => run.share);
  const spread = runs.reduce((sum, { score }) => sum + (score - center) ** 2, 0);
  const covariance = runs.reduce((sum, run) => sum + (run.score - center) * run.share, 0);
  const deviation = Math.sqrt(share * (1 - share) * spread);
  return deviation === 0 ? 0 : covariance / deviation;
}
