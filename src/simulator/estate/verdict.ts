import { type BehaviourName, isOrdinary } from './behaviour.ts';
import { type Chance, fraction, whole } from './chance.ts';
import type { SimulatedJob } from './job.ts';
import { patternStrikes } from './pattern.ts';
import type { PlantedOutcome } from './run-table.ts';

/** How a run is to end, decided before any session of it exists. */
export interface Verdict {
  readonly outcome: PlantedOutcome;
  readonly attempts: number;
  /** The incident that decided it, with its cause; absent outside of all. */
  readonly incident?: { readonly index: number; readonly cause: number };
  /** How long it takes; absent where the job's usual length decides. */
  readonly minutes?: number;
}

/** Where a run stands in the estate's history. */
export interface RunPlace {
  readonly startMs: number;
  readonly weekday: number;
  /** The local hour it was scheduled in. */
  readonly hour: number;
  /** Days since 1970-01-01 on the wall clock. */
  readonly localDay: number;
  /** 0 at the beginning of the history, 1 at its first end. */
  readonly age: number;
}

/** Share of the failed first attempts that a retry heals in a job that gets worse. */
const healedShare = 0.25;
const success: Verdict = { outcome: 'success', attempts: 1 };

/** Decides a run by what is planted in its job. */
export function verdictOf(
  job: SimulatedJob,
  place: RunPlace,
  seed: number,
  chance: Chance,
): Verdict {
  const { name } = job.behaviour;
  if (isOrdinary(name)) return ordinaryVerdict(job, name, chance);
  if (name === 'failing' && place.startMs >= job.behaviour.sinceMs) return lasting(job);
  if (name === 'healed-by-retry') return healed(chance);
  if (name === 'rising') return risingVerdict(job, place.age, chance);
  return patternStrikes(job, place, seed, chance) ? lasting(job) : success;
}

/** How a run ends that falls into an incident: its warnings need one attempt, its failures all of them. */
export function incidentVerdict(job: SimulatedJob, outcome: 'failed' | 'warning'): Verdict {
  return outcome === 'failed' ? lasting(job) : { outcome, attempts: 1 };
}

/** How a run ends of which nothing planted is left. */
export function plainVerdict(): Verdict {
  return success;
}

function ordinaryVerdict(job: SimulatedJob, name: BehaviourName, chance: Chance): Verdict {
  if (name === 'canceled' && fraction(chance) < 0.12) return { outcome: 'canceled', attempts: 1 };
  const { firstFailure, heal, warning } = job.rates;
  const draw = fraction(chance);
  if (draw < firstFailure) return fraction(chance) < heal ? healed(chance) : lasting(job);
  return draw < firstFailure + warning ? { outcome: 'warning', attempts: 1 } : success;
}

/** Share of the first attempts that fail in a job that gets worse, by its age from 0 to 1. */
function risingShare(age: number): number {
  return 0.03 + 0.75 * Math.min(1, age);
}

/** The share of its runs that fail for good. */
export function risingFailures(age: number): number {
  return risingShare(age) * (1 - healedShare);
}

function risingVerdict(job: SimulatedJob, age: number, chance: Chance): Verdict {
  if (fraction(chance) >= risingShare(age)) return success;
  return fraction(chance) < healedShare ? healed(chance) : lasting(job);
}

function healed(chance: Chance): Verdict {
  return {
    outcome: fraction(chance) < 0.85 ? 'success' : 'warning',
    attempts: fraction(chance) < 0.8 ? 2 : whole(chance, 3, 4),
  };
}

function lasting({ retry }: SimulatedJob): Verdict {
  return { outcome: 'failed', attempts: retry.isEnabled ? 1 + retry.count : 1 };
}
