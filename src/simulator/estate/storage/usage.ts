import { levelAt } from './capacity-course.ts';
import type { SimulatedRepository } from './simulated-repository.ts';

/** The figures VBR would show, one decimal. */
export interface RepositoryUsage {
  readonly capacityGib: number;
  readonly freeGib: number;
  readonly reportedUsedGib: number;
  readonly isOnline: boolean;
}

/** What a repository shows at an instant; an offline one repeats what it last said. */
export function usageAt(repository: SimulatedRepository, instantMs: number): RepositoryUsage {
  const { course, offlineSinceMs, reportedUsedFactor } = repository;
  const isOnline = offlineSinceMs === null || instantMs < offlineSinceMs;
  const { capacityGib, usedGib } = levelAt(course, isOnline ? instantMs : offlineSinceMs);
  return {
    capacityGib: oneDecimal(capacityGib),
    freeGib: capacityGib === 0 ? 0 : oneDecimal(capacityGib - usedGib),
    reportedUsedGib: oneDecimal(usedGib * reportedUsedFactor),
    isOnline,
  };
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
