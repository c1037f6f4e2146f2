import { type Chance, pick } from '../chance.ts';
import type { Shape } from './shapes.ts';
import type { SimulatedImmutability } from './simulated-repository.ts';

/** Locks on the files of a shape; null where VBR never tells of any. */
export function immutabilityOf(
  shape: Shape,
  index: number,
  chance: Chance,
): SimulatedImmutability | null {
  if (shape === 'hardened' || shape === 'extent') {
    return { isEnabled: true, days: pick(chance, [7, 14, 14, 30]), mode: null };
  }
  if (shape === 'data-domain' || shape === 'store-once') {
    return { isEnabled: index % 2 === 0, days: 14, mode: null };
  }
  if (shape === 'archive-extent') return { isEnabled: true, days: null, mode: null };
  if (shape === 'amazon-limited') return { isEnabled: false, days: 30, mode: 'RepositorySettings' };
  if (shape === 'amazon' || shape === 'azure' || shape.includes('capacity')) {
    return {
      isEnabled: true,
      days: 30,
      mode: index % 2 === 0 ? 'RepositorySettings' : 'RetentionSettings',
    };
  }
  return null;
}

/** The ceiling set for a bucket, in whole TB and at least one. */
export function consumptionLimitTb(shape: Shape, sizeGib: number): number | null {
  return shape === 'amazon-limited' ? Math.max(1, Math.ceil(sizeGib / 1024)) : null;
}
