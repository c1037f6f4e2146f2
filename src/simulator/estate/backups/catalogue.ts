import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import type { JobTarget, SimulatedJob } from '../job.ts';
import type { BackupOrigin, Catalogue, SimulatedBackup, SimulatedObject } from './backup.ts';
import { leftBehind } from './left-behind.ts';
import { makesBackups } from './makes-backups.ts';

interface Draft {
  readonly origin: BackupOrigin;
  readonly job: SimulatedJob;
  readonly name: string;
  readonly target: JobTarget;
  readonly names: readonly string[];
}

/** Every backup an estate has or will have, and the workloads in it. */
export function createCatalogue(estate: Estate): Catalogue {
  const backups: SimulatedBackup[] = [];
  const objects: SimulatedObject[] = [];
  const current = new Map<number, SimulatedBackup>();
  const former = new Map<number, SimulatedBackup>();
  for (const draft of draftsOf(estate)) {
    const backup = backupOf(draft, backups.length, objects.length, estate);
    backups.push(backup);
    objects.push(...objectsOf(backup, draft, estate));
    if (draft.origin === 'job') current.set(draft.job.index, backup);
    if (draft.origin === 'moved') former.set(draft.job.index, backup);
  }
  return {
    backups,
    objects,
    objectFor: ({ index, movedFrom }, place, instantMs) => {
      const isBefore = movedFrom !== null && instantMs < movedFrom.untilMs;
      const backup = (isBefore ? former : current).get(index);
      return backup === undefined ? null : backup.firstObject + place;
    },
  };
}

function draftsOf(estate: Estate): Draft[] {
  const ofJobs = estate.jobs.filter(makesBackups).flatMap((job): Draft[] => {
    const { name, workloads, movedFrom } = job;
    const names = [...workloads, ...outdatedNames(job)];
    return [
      ...(movedFrom === null
        ? []
        : [{ origin: 'moved' as const, job, name, target: movedFrom, names: workloads }]),
      { origin: 'job' as const, job, name, target: job, names },
    ];
  });
  const others = leftBehind(estate).map((one) => ({
    ...one,
    target: one.job,
    names: one.job.workloads,
  }));
  return [...ofJobs, ...others];
}

function outdatedNames({ index, workloads }: SimulatedJob): string[] {
  return index % 12 === 3 ? [`outdated_${itemAt(workloads, 0)}`] : [];
}

function backupOf(
  { origin, job, name, target, names }: Draft,
  index: number,
  firstObject: number,
  { identifiers, storage }: Estate,
): SimulatedBackup {
  const holder = storage.repositories.find(({ id }) => id === target.targetId)?.shape;
  return {
    index,
    id: identifiers.of('backup', index),
    origin,
    job,
    name,
    target,
    savesNothing: holder === 'data-domain' || holder === 'store-once',
    firstObject,
    objects: names.length,
  };
}

function objectsOf(
  backup: SimulatedBackup,
  { names }: Draft,
  { identifiers }: Estate,
): SimulatedObject[] {
  return names.map((name, place) => ({
    index: backup.firstObject + place,
    id: identifiers.of('backup-object', backup.firstObject + place),
    backup,
    place,
    name,
    isOutdated: place >= backup.job.workloads.length,
  }));
}
