import { chanceFrom, fraction, textHash, whole } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import type { SimulatedJob } from '../job.ts';
import { jobKinds } from '../job-kinds.ts';
import { dayMs } from '../zone-clock.ts';

/** A backup no job of the estate writes to. */
export interface LeftBehind {
  readonly origin: 'orphaned' | 'imported';
  /** A job that never runs here: it lends its shape. */
  readonly job: SimulatedJob;
  readonly name: string;
  readonly firstMs: number;
  /** Daily points of each workload. */
  readonly points: number;
}

const mostPoints = 14;

/** Backups whose job was deleted, and imported ones; one of each for every 40 jobs. */
export function leftBehind(estate: Estate): LeftBehind[] {
  const count = 2 * Math.max(1, Math.floor(estate.jobs.length / 40));
  const likely = estate.jobs.filter(({ kind }) => kind.type === 'VSphereBackup');
  const models = likely.length > 0 ? likely : estate.jobs;
  return Array.from({ length: count }, (_, place) => {
    const model = itemAt(models, (place * 7) % models.length);
    return place % 2 === 0 ? orphaned(estate, model, place) : imported(estate, model, place);
  });
}

function orphaned(estate: Estate, model: SimulatedJob, place: number): LeftBehind {
  const chance = chanceFrom(estate.options.seed, textHash('orphaned'), place);
  const number = String(place + 1).padStart(2, '0');
  const workloads = Array.from(
    { length: whole(chance, 1, 4) },
    (_, machine) => `old${number}-${machine + 1}`,
  );
  const name = `Decommissioned ${number}`;
  return {
    origin: 'orphaned',
    name,
    job: jobLike(model, workloads, name),
    ...spanOf(estate, chance),
  };
}

// An import from another server holds machines that are also backed up here.
function imported(estate: Estate, model: SimulatedJob, place: number): LeftBehind {
  const chance = chanceFrom(estate.options.seed, textHash('imported'), place);
  const name = `Imported ${model.name}`;
  const workloads = model.workloads.slice(0, 3);
  return {
    origin: 'imported',
    name,
    job: jobLike(model, workloads, name),
    ...spanOf(estate, chance),
  };
}

function jobLike(model: SimulatedJob, workloads: readonly string[], name: string): SimulatedJob {
  const kind = itemAt(jobKinds, 0);
  return { ...model, kind, name, workloads, movedFrom: null, sourceJob: null, skipped: null };
}

// Never before the clock's reach, and well over before now.
function spanOf({ startMs, options }: Estate, chance: ReturnType<typeof chanceFrom>) {
  const historyMs = options.now.getTime() - startMs;
  const lastMs = startMs + historyMs * (0.2 + 0.5 * fraction(chance));
  const points = Math.max(1, Math.min(mostPoints, Math.floor((lastMs - startMs) / dayMs) + 5));
  return { firstMs: Math.floor(lastMs - (points - 1) * dayMs), points };
}
