import type { SimulatedObject } from '../estate/backups/backup.ts';
import { retainedOf } from '../estate/backups/known-backups.ts';
import {
  isRestorable,
  type KnownPoint,
  malwareStatusOf,
  nameThen,
  pointAt,
} from '../estate/backups/point-facts.ts';
import type { Points } from '../estate/backups/point-ledger.ts';
import { pointsOf } from '../estate/backups/points-of.ts';
import type { Estate } from '../estate/estate.ts';
import { asksForApplications } from '../estate/guest-processing.ts';
import { itemAt } from '../estate/item-at.ts';
import { isListed, type SimulatedJob, startsByItself } from '../estate/job.ts';
import { startsBetween } from '../estate/schedule.ts';
import { results } from '../estate/session-table.ts';
import { dayMs, hourMs } from '../estate/zone-clock.ts';

/** A point somebody can restore from: whole, its chain readable, not infected. */
interface UsablePoint {
  readonly restorePointId: string;
  readonly at: string;
  readonly repositoryId: string;
}

/** What is true of one machine or share, over all backups that hold it. */
export interface WorkloadTruth {
  readonly platform: string;
  readonly name: string;
  /** The name its older points carry; null where it was never renamed. */
  readonly formerName: string | null;
  readonly backupObjectIds: readonly string[];
  /** Jobs that have it in their list, those that copy it among them. */
  readonly jobIds: readonly string[];
  readonly points: number;
  readonly newestUsable: UsablePoint | null;
  /** Jobs that copy it, with how far the newest usable point each made is behind the newest of the others; null without one. */
  readonly copies: ReadonlyArray<{ readonly jobId: string; readonly behindHours: number | null }>;
  /** Whether the job that made the newest usable point asks for application-aware processing; null where it does not tell. */
  readonly isApplicationAware: boolean | null;
  /** Longest time between two starts that its schedule asks for, of the job that starts most often; null where no job in force starts by itself. */
  readonly scheduledGapHours: number | null;
  /** Whether every job that had it is disabled or deleted, or was never of this server. */
  readonly isLeft: boolean;
  /** Since when its job passes it over without a warning. */
  readonly skippedSince: string | null;
  /** Passed over, while the last run of every job that has it ended well. */
  readonly isProtectedByGreenJobOnly: boolean;
}

/** Every workload of an estate by platform and present name; what is left of replaced machines is none. */
export function workloadTruths(estate: Estate): WorkloadTruth[] {
  const points = pointsOf(estate);
  const groups = new Map<string, SimulatedObject[]>();
  for (const object of points.catalogue.objects) {
    if (object.isOutdated) continue;
    const key = `${object.backup.job.kind.platformName} ${object.name}`;
    groups.set(key, [...(groups.get(key) ?? []), object]);
  }
  return [...groups.values()].map((objects) => workloadTruth(estate, points, objects));
}

function workloadTruth(
  estate: Estate,
  points: Points,
  objects: readonly SimulatedObject[],
): WorkloadTruth {
  const { backup, name } = itemAt(objects, 0);
  const jobs = objects.filter((one) => one.backup.origin === 'job').map((one) => one.backup.job);
  const skips = objects.flatMap((object) => skippedSince(estate, object) ?? []);
  const formerName = nameThen(estate, itemAt(objects, 0), estate.startMs);
  return {
    platform: backup.job.kind.platformName,
    name,
    formerName: formerName === name ? null : formerName,
    backupObjectIds: objects.map(({ id }) => id),
    jobIds: jobs.map(({ id }) => id),
    points: objects.reduce((sum, object) => sum + retainedOf(points, object).length, 0),
    newestUsable: newestUsable(estate, points, objects),
    copies: copiesOf(estate, points, objects),
    isApplicationAware: isApplicationAware(estate, points, objects),
    scheduledGapHours: scheduledGapHours(estate, jobs),
    isLeft: !jobs.some((job) => isInForce(estate, job)),
    skippedSince: skips.length === 0 ? null : new Date(Math.min(...skips)).toISOString(),
    isProtectedByGreenJobOnly:
      skips.length > 0 && jobs.every(({ index }) => endedWell(estate, index)),
  };
}

function isInForce({ nowMs }: Estate, job: SimulatedJob): boolean {
  return isListed(job, nowMs) && job.behaviour.name !== 'disabled';
}

// A copy makes no point that its source did not make before.
function scheduledGapHours(estate: Estate, jobs: readonly SimulatedJob[]): number | null {
  const own = jobs.filter(
    (job) => isInForce(estate, job) && startsByItself(job) && job.sourceJob === null,
  );
  const gaps = own.map((job) =>
    longestGapMs(estate, itemAt(estate.jobs, job.afterJob ?? job.index)),
  );
  return gaps.length === 0 ? null : Math.min(...gaps) / hourMs;
}

/** Between the starts of the last nine weeks, in which every schedule comes at least twice. */
function longestGapMs({ clock, nowMs }: Estate, { schedule }: SimulatedJob): number {
  const starts = startsBetween(schedule, clock, nowMs - 63 * dayMs, nowMs);
  const gaps = starts.slice(1).map((start, place) => start - itemAt(starts, place));
  return Math.max(...gaps);
}

function skippedSince({ nowMs }: Estate, { backup, place }: SimulatedObject): number | null {
  const { skipped } = backup.job;
  const isHere = backup.origin === 'job' && skipped?.place === place;
  if (!isHere || skipped.sinceMs > nowMs || skipped.untilMs <= nowMs) return null;
  return skipped.sinceMs;
}

function endedWell({ lastSession, sessions }: Estate, job: number): boolean {
  const session = itemAt(lastSession, job);
  const result = session < 0 ? results.none : sessions.result(session);
  return result === results.success || result === results.warning;
}

function copiesOf(estate: Estate, points: Points, objects: readonly SimulatedObject[]) {
  const own = objects.filter(({ backup }) => backup.origin === 'job' || backup.origin === 'moved');
  const isCopy = ({ backup }: SimulatedObject) => backup.job.kind.type === 'BackupCopy';
  const made = newestKnown(
    estate,
    points,
    own.filter((object) => !isCopy(object)),
  );
  return own
    .filter((object) => isCopy(object) && object.backup.origin === 'job')
    .map((object) => {
      const copied = newestKnown(estate, points, [object]);
      const behindMs =
        made === null || copied === null ? null : made.point.createdMs - copied.point.createdMs;
      return {
        jobId: object.backup.job.id,
        behindHours: behindMs === null ? null : Math.max(0, behindMs) / hourMs,
      };
    });
}

function isApplicationAware(
  estate: Estate,
  points: Points,
  objects: readonly SimulatedObject[],
): boolean | null {
  const made = newestKnown(estate, points, objects);
  const isOfJob = made?.object.backup.origin === 'job' || made?.object.backup.origin === 'moved';
  return made !== null && isOfJob ? asksForApplications(made.object.backup.job) : null;
}

function newestUsable(
  estate: Estate,
  points: Points,
  objects: readonly SimulatedObject[],
): UsablePoint | null {
  const best = newestKnown(estate, points, objects);
  if (best === null) return null;
  return {
    restorePointId: estate.identifiers.of('restore-point', best.point.number),
    at: new Date(best.point.createdMs).toISOString(),
    repositoryId: best.object.backup.target.targetId,
  };
}

function newestKnown(
  estate: Estate,
  points: Points,
  objects: readonly SimulatedObject[],
): KnownPoint | null {
  const newest = objects.flatMap((object) => {
    const place = retainedOf(points, object).findLast((candidate) => {
      const known = pointAt(estate, candidate);
      return isRestorable(known) && malwareStatusOf(estate, known) !== 'Infected';
    });
    return place === undefined ? [] : [pointAt(estate, place)];
  });
  const [best] = newest.sort((left, right) => right.point.createdMs - left.point.createdMs);
  return best ?? null;
}
