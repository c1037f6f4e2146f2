import type { CapacitySample, RepositoryState } from '../domain/repository.ts';

/**
 * What a repository's state says of its capacity at one instant, in GiB. Used is capacity − free, never the reported
 * figure, which counts logical bytes. 0 of 0 (object storage) and more free than there is are unknown, not zero.
 */
export function capacitySample(state: RepositoryState, takenAt: Date): CapacitySample {
  const { capacityGib, freeGib } = state;
  const isKnown = capacityGib > 0;
  const usedGib = capacityGib - freeGib;
  return {
    repositoryId: state.id,
    takenAt,
    capacityGib: isKnown ? capacityGib : null,
    freeGib: isKnown ? freeGib : null,
    usedGib: isKnown && usedGib >= 0 ? withoutFloatNoise(usedGib) : null,
    reportedUsedGib: state.reportedUsedGib,
    isOnline: state.isOnline,
  };
}

/** 299.4 − 217.8 is 81.6: VBR gives one decimal, three are kept. */
function withoutFloatNoise(gib: number): number {
  return Math.round(gib * 1000) / 1000;
}
