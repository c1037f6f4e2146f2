import type { ProtectingJob, WorkloadFacts, WorkloadTask } from '../../domain/workload.ts';
import type { WorkloadMeasures } from './measures.ts';
import { rhythmOfPoints } from './own-rhythm.ts';
import type { ProtectionSettings } from './settings.ts';
import { shownPoint } from './shown-point.ts';
import { type JudgedPoint, judgePoints } from './usable-points.ts';

const hourMs = 3_600_000;

type State = WorkloadMeasures['state'];

/** Everything that is known of one workload's protection up to an instant. */
export function measureWorkload(
  { platformName, points, tasks, jobs }: WorkloadFacts,
  knownUntil: Date,
  settings: ProtectionSettings,
): WorkloadMeasures {
  const judged = judgePoints(points, tasks);
  const rhythm = rhythmOfPoints(points, settings);
  const age = ageOf(judged, knownUntil, rhythm.toleratedHours);
  const state = stateOf(jobs, age);
  const green = state === 'late' || state === 'unprotected' ? jobs.find(isGreen) : undefined;
  return {
    platform: platformName,
    state,
    reason: reasonOf(state, age, green),
    pointsAsOf: knownUntil.toISOString(),
    newestUsable: shownPoint(age.usable),
    ageHours: age.hours,
    newestUnusable: age.newest === age.usable ? null : shownPoint(age.newest),
    ...rhythm,
    points: countsOf(judged),
    jobs: jobs.map((job) => ({ ...job, lastRunAt: job.lastRunAt?.toISOString() ?? null })),
    lastTask: shownTask(tasks[0]),
    isGreenJobOnly: green !== undefined,
  };
}

interface Age {
  readonly usable: JudgedPoint | null;
  readonly newest: JudgedPoint | null;
  /** Of the newest usable point; null without one. */
  readonly hours: number | null;
  readonly toleratedHours: number;
}

function ageOf(judged: readonly JudgedPoint[], knownUntil: Date, toleratedHours: number): Age {
  const usable = judged.findLast(({ verdict }) => verdict === 'usable') ?? null;
  const hours = usable === null ? null : hoursBetween(usable.point.createdAt, knownUntil);
  return { usable, newest: judged.at(-1) ?? null, hours, toleratedHours };
}

function stateOf(jobs: readonly ProtectingJob[], { hours, toleratedHours }: Age): State {
  if (jobs.length > 0 && jobs.every(({ isActive }) => !isActive)) return 'left';
  if (hours === null) return 'unprotected';
  return hours > toleratedHours ? 'late' : 'protected';
}

function reasonOf(state: State, age: Age, green: ProtectingJob | undefined): string {
  if (state === 'left') return 'no active job protects it any more';
  const although = green === undefined ? '' : `, although the job ${green.name} ended well`;
  const { usable, newest, hours, toleratedHours } = age;
  if (usable === null) return `${whyNone(newest)}${although}`;
  const tolerated = `${state === 'late' ? 'more than' : 'within'} the tolerated ${toleratedHours}`;
  const later = newest === usable ? '' : `; a newer one is not usable: ${newest?.verdict}`;
  return `the newest usable restore point is ${hours} hours old, ${tolerated}${although}${later}`;
}

function whyNone(newest: JudgedPoint | null): string {
  if (newest === null) return 'VBR has no restore point of it';
  return `its newest restore point is not usable: ${newest.verdict}`;
}

function isGreen({ isActive, lastOutcome }: ProtectingJob): boolean {
  return isActive && (lastOutcome === 'success' || lastOutcome === 'warning');
}

function shownTask(task: WorkloadTask | undefined): WorkloadMeasures['lastTask'] {
  if (task === undefined) return null;
  return { id: task.id, at: task.startedAt.toISOString(), outcome: task.outcome };
}

function countsOf(judged: readonly JudgedPoint[]): WorkloadMeasures['points'] {
  const marked = (status: string) =>
    judged.filter(({ point }) => point.malwareStatus?.toLowerCase() === status).length;
  const usable = judged.filter(({ verdict }) => verdict === 'usable').length;
  return {
    total: judged.length,
    usable,
    suspicious: marked('suspicious'),
    infected: marked('infected'),
    notUsable: judged.length - usable,
  };
}

function hoursBetween(from: Date, to: Date): number {
  return Math.round(Math.max(0, to.getTime() - from.getTime()) / (hourMs / 10)) / 10;
}
