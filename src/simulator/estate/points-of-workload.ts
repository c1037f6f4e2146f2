import { pointsOf } from './backups/points-of.ts';
import type { Estate } from './estate.ts';
import { itemAt } from './item-at.ts';

/** The newest restore point a job had made of a workload at an instant, whether or not it is still there; null before the first. */
export function restorePointIdFor(
  estate: Estate,
  job: number,
  place: number,
  instantMs: number,
): string | null {
  const { catalogue, ofObject, table } = pointsOf(estate);
  const object = catalogue.objectFor(itemAt(estate.jobs, job), place, instantMs);
  const point = (ofObject[object ?? -1] ?? []).findLast(
    (candidate) => table.createdMs(candidate) <= instantMs,
  );
  return point === undefined ? null : estate.identifiers.of('restore-point', table.number(point));
}

/** The backup object that a workload of a job is now; null for a job that makes no backups. */
export function backupObjectIdFor(estate: Estate, job: number, place: number): string | null {
  const { catalogue } = pointsOf(estate);
  const object = catalogue.objectFor(itemAt(estate.jobs, job), place, estate.nowMs);
  return object === null ? null : itemAt(catalogue.objects, object).id;
}
