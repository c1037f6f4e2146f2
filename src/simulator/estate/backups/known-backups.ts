import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import type { SimulatedBackup, SimulatedObject } from './backup.ts';
import type { Points } from './point-ledger.ts';
import { pointsOf } from './points-of.ts';

/** A backup that has held a point. */
export interface KnownBackup {
  readonly backup: SimulatedBackup;
  readonly createdMs: number;
}

/** The backups there are at the estate's now: one appears with its first point. */
export function knownBackups(estate: Estate): KnownBackup[] {
  const points = pointsOf(estate);
  return points.catalogue.backups.flatMap((backup) => known(points, backup) ?? []);
}

/** One of them by its index; null where there is none yet. */
export function knownBackup(estate: Estate, index: number): KnownBackup | null {
  const points = pointsOf(estate);
  const backup = points.catalogue.backups[index];
  return backup === undefined ? null : known(points, backup);
}

function known(points: Points, backup: SimulatedBackup): KnownBackup | null {
  const createdMs = firstPointMs(points, backup);
  return Number.isFinite(createdMs) ? { backup, createdMs } : null;
}

/** The workloads of a backup that have points or had some, and what is left of replaced machines. */
export function knownObjects(points: Points, backup: SimulatedBackup): SimulatedObject[] {
  const { firstObject, objects } = backup;
  return points.catalogue.objects
    .slice(firstObject, firstObject + objects)
    .filter(({ index, isOutdated }) => isOutdated || itemAt(points.ofObject, index).length > 0);
}

/** What retention has left of a workload's points, oldest first. */
export function retainedOf(points: Points, object: SimulatedObject): readonly number[] {
  return itemAt(points.retainedOf, object.index);
}

function firstPointMs({ ofObject, table }: Points, { firstObject, objects }: SimulatedBackup) {
  const firsts = ofObject
    .slice(firstObject, firstObject + objects)
    .flatMap(([first]) => (first === undefined ? [] : [table.createdMs(first)]));
  return Math.min(...firsts);
}
