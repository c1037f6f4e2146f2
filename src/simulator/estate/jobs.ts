import type { Behaviour, BehaviourName } from './behaviour.ts';
import { type Chance, chanceFrom, fraction, pick, textHash, whole } from './chance.ts';
import type { Identifiers } from './identifiers.ts';
import { itemAt } from './item-at.ts';
import type { FailureRates, SimulatedJob } from './job.ts';
import { type JobKind, jobKinds } from './job-kinds.ts';
import type { Storage } from './repositories.ts';
import { dailyAt, naturalSchedule, type Schedule } from './schedule.ts';
import { dayMs, type ZoneClock } from './zone-clock.ts';

const departments = [
  'Finance',
  'Účetnictví',
  'Production',
  'HR',
  'Web',
  'Databases',
  'R&D',
  'Mail',
];
const places = ['Prague', 'Brno', 'Linz', 'DMZ', 'Tier 1', 'Tier 2', '(Prod)', 'Plant 3'];

/** Everything of a job but its failure rates, which depend on the jobs generated before it. */
export type JobDraft = Omit<SimulatedJob, 'rates'>;

export interface JobSurroundings {
  readonly seed: number;
  readonly identifiers: Identifiers;
  readonly clock: ZoneClock;
  readonly storage: Storage;
  readonly startMs: number;
  readonly nowMs: number;
}

/** A job made from its index and what is planted in it. */
export function draftJob(
  index: number,
  name: BehaviourName,
  surroundings: JobSurroundings,
): JobDraft {
  const { seed, identifiers, storage } = surroundings;
  const chance = chanceFrom(seed, textHash('job'), index);
  const kind = kindFor(name, chance);
  const target = targetFor(storage, chance);
  const behaviour = behaviourOf(name, surroundings, chance);
  const schedule =
    name === 'steady' ? naturalSchedule(chance) : plantedSchedule(surroundings, chance);
  const hasRetry = kind.hasRetry && (name !== 'steady' || fraction(chance) < 0.92);
  return {
    index,
    id: identifiers.of('job', index),
    name: jobName(index, kind, chance),
    description: `Created by ESTATE\\operator${whole(chance, 1, 9)}`,
    kind,
    ...target,
    workloads: workloadsOf(index, kind, chance),
    schedule,
    retry: { isEnabled: hasRetry, count: 3, awaitMinutes: 10 },
    behaviour,
    typicalMinutes: 3 + fraction(chance) * 22,
    fullWeekday: pick(chance, [0, 5, 6]),
    workloadBytes: Math.floor((20 + fraction(chance) * 780) * 1024 ** 3),
    isHighPriority: fraction(chance) < 0.1,
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

function targetFor(storage: Storage, chance: Chance) {
  const plain = storage.repositories.filter(
    ({ scaleOut, offlineSinceMs }) => scaleOut === null && offlineSinceMs === null,
  );
  if (storage.scaleOuts.length > 0 && (plain.length === 0 || fraction(chance) < 0.3)) {
    const { id, name } = pick(chance, storage.scaleOuts);
    return { targetId: id, targetName: name, targetPath: '/mnt/backup' };
  }
  const { id, name, path } = pick(chance, plain);
  return { targetId: id, targetName: name, targetPath: path };
}

function behaviourOf(
  name: BehaviourName,
  { startMs, nowMs }: JobSurroundings,
  chance: Chance,
): Behaviour {
  const daysAgo: Partial<Record<BehaviourName, number>> = { failing: 12, silent: 9, disabled: 20 };
  const ago = Math.min((daysAgo[name] ?? 0) * dayMs, (nowMs - startMs) * 0.6);
  return { name, sinceMs: ago === 0 ? startMs : nowMs - ago, weekday: whole(chance, 0, 6) };
}

// Six to eleven hours before now: what is planted has happened within the last day and is over.
function plantedSchedule({ clock, nowMs }: JobSurroundings, chance: Chance): Schedule {
  const wallMinutes = Math.floor(nowMs / 60_000) + clock.offsetMinutes(nowMs);
  return dailyAt((wallMinutes - whole(chance, 360, 660)) % (24 * 60));
}

function jobName(index: number, kind: JobKind, chance: Chance): string {
  const words = [pick(chance, kind.nameLeads), pick(chance, places), pick(chance, departments)];
  return `${words.join(' ')} ${String(index + 1).padStart(2, '0')}`;
}

function workloadsOf(index: number, kind: JobKind, chance: Chance): string[] {
  const count = whole(chance, 1, 8);
  return Array.from({ length: count }, (_, place) => {
    const lead = pick(chance, kind.workloadLeads);
    return `${lead}${String(index + 1).padStart(2, '0')}-${place + 1}`;
  });
}
