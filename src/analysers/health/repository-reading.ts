import type { CapacitySample } from '../../domain/repository.ts';
import type { EstateMeasures } from './measures.ts';
import { hoursBetween } from './rhythm.ts';

const mostNames = 20;

/** A repository with its newest sample; null when none was taken. */
export interface RepositoryReadingFacts {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly sample: CapacitySample | null;
  readonly seenAt: Date;
}

/** How many repositories were online at their newest reading; without one, or with an old one, it is unknown. */
export function repositoriesOnline(
  repositories: readonly RepositoryReadingFacts[],
  asOf: Date,
  tooOldHours: number,
): EstateMeasures['repositories'] {
  let online = 0;
  const offlineNames: string[] = [];
  for (const { name, sample } of repositories) {
    if (sample === null || hoursBetween(sample.takenAt, asOf) >= tooOldHours) continue;
    if (sample.isOnline) online += 1;
    else offlineNames.push(name);
  }
  const offline = offlineNames.length;
  return {
    known: repositories.length,
    online,
    offline,
    unknown: repositories.length - online - offline,
    offlineNames: offlineNames.sort().slice(0, mostNames),
  };
}
