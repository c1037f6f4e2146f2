import type { BehaviourName, Scenario } from './behaviour.ts';
import { type Chance, chanceFrom, fraction, pick, textHash, whole } from './chance.ts';
import type { Identifiers } from './identifiers.ts';
import { intrusionOf } from './intrusion.ts';
import { itemAt } from './item-at.ts';
import type { FailureRates, JobTarget, SimulatedJob } from './job.ts';
import { type JobKind, jobKinds } from './job-kinds.ts';
import { jobName, tenantOf, workloadsOf } from './job-names.ts';
import { behaviourOf, retriesOf, scheduleFor } from './job-plans.ts';
import { isLasting, isPassing } from './planted-behaviours.ts';
import type { Schedule } from './schedule.ts';
import type { Storage } from './storage/simulated-repository.ts';
import { usualMostWorkloads } from './tasks.ts';
import { sparedLeads, vitalLeads } from './vital-machines.ts';
import type { ZoneClock } from './zone-clock.ts';

/** Everything of a job but its failure rates, which depend on the jobs generated before it. */
export type JobDraft = Omit<SimulatedJob, 'rates'>;

export interface JobSurroundings {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly identifiers: Identifiers;
  readonly clock: ZoneClock;
  readonly storage: Storage;
  readonly startMs: number;
  readonly nowMs: number;
  readonly mostWorkloads?: number;
}

/** A job made from its index and what is planted in it. */
export function draftJob(
  index: number,
  name: BehaviourName,
  surroundings: JobSurroundings,
): JobDraft {
  const { seed, identifiers, scenario } = surroundings;
  const chance = chanceFrom(seed, textHash('job'), index);
  const kind = kindFor(name, chance);
  const target = targetFor(surroundings, index, chance);
  const behaviour = behaviourOf(name, surroundings, chance);
  const schedule = scheduleFor(behaviour, surroundings, chance);
  const tenant = scenario === 'msp' ? tenantOf(index) : null;
  // One is left out, so that another must be there.
  const fewest = name === 'skipped-workload' ? 2 : 1;
  const workloads = workloadsOf(
    index,
    {
      tenant,
      leads: leadsFor(name, kind),
      fewest,
      most: surroundings.mostWorkloads ?? usualMostWorkloads,
    },
    chance,
  );
  const isSkipping = name === 'skipped-workload';
  const isRetried = kind.hasRetry && (name !== 'steady' || fraction(chance) < 0.92);
  return {
    index,
    id: identifiers.of('job', index),
    name: jobName(index, kind, tenant, chance),
    description: `Created by ESTATE\\operator${whole(chance, 1, 9)}`,
    kind,
    tenant,
    ...target,
    sourceJob: null,
    workloads,
    schedule,
    retry: { isEnabled: isRetried && retriesOf(name), count: 3, awaitMinutes: 10 },
    behaviour,
    typicalMinutes: 3 + fraction(chance) * 22,
    fullWeekday: pick(chance, [0, 5, 6]),
    workloadBytes: Math.floor((20 + fraction(chance) * 780) * 1024 ** 3),
    isHighPriority: fraction(chance) < 0.1,
    movedFrom: null,
    skipped: isSkipping
      ? {
          place: workloads.length - 1,
          sinceMs: behaviour.sinceMs,
          untilMs: Number.POSITIVE_INFINITY,
        }
      : null,
    change: null,
    madeMs: null,
    deletedMs: null,
    intrusion: intrusionOf(index, surroundings),
    afterJob: null,
  };
}

/** The job with its rates and, if another pace was needed, its schedule; quick runs where starts are close. */
export function finishJob(draft: JobDraft, schedule: Schedule, rates: FailureRates): SimulatedJob {
  const spacingMinutes = (24 * 60) / schedule.minutes.length;
  return {
    ...draft,
    schedule,
    rates,
    typicalMinutes: Math.min(draft.typicalMinutes, Math.max(1, spacingMinutes / 10)),
  };
}

function kindFor(name: BehaviourName, chance: Chance): JobKind {
  // What is planted must be retryable and leave task logs, which two kinds do for certain.
  if (name !== 'steady') return itemAt(jobKinds, whole(chance, 0, 1));
  const total = jobKinds.reduce((sum, kind) => sum + kind.weight, 0);
  let draw = fraction(chance) * total;
  for (const kind of jobKinds) {
    draw -= kind.weight;
    if (draw < 0) return kind;
  }
  return itemAt(jobKinds, 0);
}

function leadsFor(name: BehaviourName, kind: JobKind): readonly string[] {
  if (isLasting(name)) return vitalLeads;
  return isPassing(name) ? sparedLeads : kind.workloadLeads;
}

function targetFor(
  { storage, scenario }: JobSurroundings,
  index: number,
  chance: Chance,
): JobTarget {
  const plain = plainTargets(storage);
  // The repository that an outage takes away holds a third of the jobs.
  const [first] = plain;
  if (scenario === 'outage' && index % 3 === 0 && first !== undefined) return first;
  const scaleOuts = targetsOf(storage).slice(0, storage.scaleOuts.length);
  const isScaleOut = fraction(chance) < scaleOutShare(storage, plain.length);
  return scaleOuts.length > 0 && (plain.length === 0 || isScaleOut)
    ? pick(chance, scaleOuts)
    : pick(chance, plain);
}

// Scale-out repositories take the jobs their extents have room for, and three in ten where there are few.
function scaleOutShare({ repositories }: Storage, plain: number): number {
  const extents = repositories.filter(({ extentType }) => extentType === 'Performance').length;
  return Math.max(0.3, extents / (extents + plain));
}

/** Everything a job may write to: the scale-out repositories, then the plain ones that are online. */
export function targetsOf(storage: Storage): JobTarget[] {
  const scaleOuts = storage.scaleOuts.map(({ id, name }) => ({
    targetId: id,
    targetName: name,
    targetPath: '/mnt/backup',
  }));
  return [...scaleOuts, ...plainTargets(storage)];
}

/** The repositories a job can aim at by themselves: online, and no extents. */
export function plainTargets({ repositories }: Storage): JobTarget[] {
  return repositories
    .filter(({ scaleOut, offlineSinceMs }) => scaleOut === null && offlineSinceMs === null)
    .map(({ id, name, path }) => ({ targetId: id, targetName: name, targetPath: path }));
}
