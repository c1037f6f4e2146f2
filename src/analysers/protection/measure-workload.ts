import type { ProtectingJob, WorkloadFacts, WorkloadTask } from '../../domain/workload.ts';
import type { WorkloadMeasures } from './measures.ts';
import { rhythmOf } from './own-rhythm.ts';
import type { ProtectionSettings } from './settings.ts';
import { guestProcessingOf, shownJobs } from './shown-jobs.ts';
import { shownPoint } from './shown-point.ts';
import { type JudgedPoint, judgePoints } from './usable-points.ts';

const hourMs = 3_600_000;

type State = WorkloadMeasures['state'];

/** Everything that is known of one workload's protection up to an instant. */
export function measureWorkload(
  workload: WorkloadFacts,
  knownUntil: Date,
  settings: ProtectionSettings,
): WorkloadMeasures {
  const { platformName, points, tasks, jobs } = workload;
  const judged = judgePoints(points, tasks);
  const { job: pacer, ...rhythm } = rhythmOf(points, jobs, settings);
  const age = ageOf(judged, knownUntil, rhythm.toleratedHours);
  const state = stateOf(workload, age);
  const green = state === 'late' || state === 'unprotected' ? jobs.find(isGreen) : undefined;
  return {
    platform: platformName,
    state,
    reason: reasonOf(state, age, { green, pacer }),
    pointsAsOf: knownUntil.toISOString(),
    newestUsable: shownPoint(age.usable),
    ageHours: age.hours,
    newestUnusable: age.newest === age.usable ? null : shownPoint(age.newest),
    ...rhythm,
    points: countsOf(judged),
    jobs: shownJobs(jobs, judged),
    guestProcessing: guestProcessingOf(jobs, age.usable),
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

// What an import or a deleted job left behind names no job at all; a job that only no list shows may still be at work.
function stateOf(
  { jobs, points, hasUnlistedJob }: WorkloadFacts,
  { hours, toleratedHours }: Age,
): State {
  const isKnown = jobs.length > 0 || points.length > 0;
  if (isKnown && !hasUnlistedJob && jobs.every(({ isActive }) => !isActive)) return 'left';
  if (hours === null) return 'unprotected';
  return hours > toleratedHours ? 'late' : 'protected';
}

interface Telling {
  /** Ended well all the same. */
  readonly green: ProtectingJob | undefined;
  /** Whose starts say how often a point is to come. */
  readonly pacer: ProtectingJob | null;
}

function reasonOf(state: State, age: Age, { green, pacer }: Telling): string {
  if (state === 'left') return 'no active job protects it any more';
  const although = green === undefined ? '' : `, although the job ${green.name} ended well`;
  const { usable, newest, hours, toleratedHours } = age;
  if (usable === null) return `${whyNone(newest)}${although}`;
  const tolerated = `${state === 'late' ? 'more than' : 'within'} the tolerated ${toleratedHours}`;
  const later = newest === usable ? '' : `; a newer one is not usable: ${newest?.verdict}`;
  const pace = pacer?.pace ?? null;
  const paced =
    pace === null ? '' : ` (its job starts every ${Math.round(pace.medianHours)} hours)`;
  return `the newest usable restore point is ${hours} hours old, ${tolerated}${paced}${although}${later}`;
}

function whyNone(newest: JudgedPoint | null): string {
  if (newest === null) return 'VBR has no restore point of it';
  return `its newest restore point is not usable: ${newest.verdict}`;
}

function isGreen({ isActive, lastJudged }: ProtectingJob): boolean {
  return isActive && (lastJudged === 'success' || lastJudged === 'warning');
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
