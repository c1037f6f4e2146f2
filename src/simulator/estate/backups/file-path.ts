import { hashOf } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import type { JobTarget } from '../job.ts';
import type { KnownPoint } from './point-facts.ts';

/** The full path of a point's file; in a scale-out repository it lies on one of the extents. */
export function filePath(estate: Estate, { point, object }: KnownPoint): string {
  const { backup } = object;
  const root = rootOf(estate, backup.target, object.index);
  const slash = root.includes('\\') ? '\\' : '/';
  const stamp = estate.clock.withoutOffset(point.createdMs).slice(0, 19).replaceAll(':', '');
  const mark = (hashOf(point.number) >>> 16).toString(16).toUpperCase().padStart(4, '0');
  const extension = point.isFull ? 'vbk' : 'vib';
  const folder = backup.name.replaceAll(/[/\\:*?"<>|]/g, '_');
  return [root, folder, `${object.name}D${stamp}_${mark}.${extension}`].join(slash);
}

function rootOf({ storage }: Estate, { targetId, targetPath }: JobTarget, object: number): string {
  const extents = storage.repositories.filter(
    ({ scaleOut, extentType, extentStatus }) =>
      scaleOut?.id === targetId && extentType === 'Performance' && extentStatus === 'Normal',
  );
  return extents.length === 0 ? targetPath : itemAt(extents, object % extents.length).path;
}
