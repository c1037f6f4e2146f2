import type { Estate } from '../estate.ts';
import type { SimulatedObject } from './backup.ts';
import { retainedOf } from './known-backups.ts';
import { originalBytes } from './point-sizes.ts';
import { pointsOf } from './points-of.ts';

/** How large VBR says a workload is: as its newest point found it. */
export function objectBytes(estate: Estate, object: SimulatedObject): number {
  const points = pointsOf(estate);
  const newest = retainedOf(points, object).at(-1);
  const seenMs =
    newest === undefined ? estate.options.now.getTime() : points.table.createdMs(newest);
  return originalBytes(estate, object, seenMs);
}
