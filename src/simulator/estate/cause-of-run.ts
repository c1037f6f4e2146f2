import { isOrdinary } from './behaviour.ts';
import {
  causeIndexOf,
  failureCauseIndex,
  familiarCauseIndex,
  unfamiliarCauseIndex,
  warningCauseIndex,
} from './causes/causes.ts';
import { type Chance, chanceFrom, textHash } from './chance.ts';
import type { Estate } from './estate.ts';
import type { SimulatedJob } from './job.ts';
import type { Verdict } from './verdict.ts';

// What is planted has one cause for good, ordinary failures draw a new one each time.
/** Index of why a run outside of every incident failed or warned; −1 for a run that did neither. */
export function causeOfRun(
  estate: Estate,
  job: SimulatedJob,
  verdict: Verdict,
  chance: Chance,
): number {
  if (verdict.outcome === 'canceled') return -1;
  if (verdict.outcome === 'failed' || verdict.attempts > 1) {
    return isOrdinary(job.behaviour.name)
      ? failureCauseIndex(chance, job.kind)
      : plantedCauseIndex(estate.options.seed, job);
  }
  return verdict.outcome === 'warning' ? warningCauseIndex(chance, job.kind) : -1;
}

/** Index of the one cause that runs of a job fail for which does not fail by chance. */
export function plantedCauseIndex(seed: number, { index, kind, behaviour }: SimulatedJob): number {
  const chance = chanceFrom(seed, textHash('cause'), index);
  // Jobs that fail in the same nights do so for the same reason.
  if (behaviour.name === 'correlated') return causeIndexOf('proxy-refused');
  // Some of what fails most is worded as nothing else is, so that its share does not hang on the seed.
  const isUnknown = behaviour.name === 'rising' || behaviour.name === 'interval';
  return isUnknown ? unfamiliarCauseIndex(chance, kind) : familiarCauseIndex(chance, kind);
}
