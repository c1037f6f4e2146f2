import type { Estate } from '../estate/estate.ts';
import { usageAt } from '../estate/storage/usage.ts';
import { dayMs } from '../estate/zone-clock.ts';

const futureDays = 90;

/** What a repository shows at the estate's time of day on one day, past or to come. */
export interface CapacityDayTruth {
  readonly repositoryId: string;
  readonly repository: string;
  readonly at: string;
  /** 0 for object storage. */
  readonly capacityGib: number;
  readonly usedGib: number;
  readonly isOnline: boolean;
}

/** The planted course of every repository, day by day from the start of the history to 90 days ahead. */
export function* capacityDays({ storage, startMs, nowMs }: Estate): Iterable<CapacityDayTruth> {
  const pastDays = Math.floor((nowMs - startMs) / dayMs);
  for (const repository of storage.repositories) {
    for (let day = -pastDays; day <= futureDays; day += 1) {
      const atMs = nowMs + day * dayMs;
      const { capacityGib, freeGib, reportedUsedGib, isOnline } = usageAt(repository, atMs);
      yield {
        repositoryId: repository.id,
        repository: repository.name,
        at: new Date(atMs).toISOString(),
        capacityGib,
        usedGib:
          capacityGib === 0 ? reportedUsedGib : Math.round(10 * (capacityGib - freeGib)) / 10,
        isOnline,
      };
    }
  }
}
