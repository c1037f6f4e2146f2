import type {
  SimulatedRepository,
  SimulatedScaleOut,
  Storage,
} from '../estate/storage/simulated-repository.ts';
import { usageAt } from '../estate/storage/usage.ts';

/** Who belongs to a scale-out repository, tier by tier. */
export interface ScaleOutTruth {
  readonly id: string;
  readonly name: string;
  readonly performance: readonly { readonly repositoryId: string; readonly status: string }[];
  readonly capacityRepositoryIds: readonly string[];
  readonly archiveRepositoryId: string | null;
  /** Sums of the performance extents. */
  readonly capacityGib: number;
  readonly freeGib: number;
  /** Free space of the extents that take new data. */
  readonly writableFreeGib: number;
}

/** The extents of a scale-out repository by tier. */
export function extentsOf({ repositories }: Storage, { id }: SimulatedScaleOut) {
  const members = repositories.filter(({ scaleOut }) => scaleOut?.id === id);
  const of = (tier: SimulatedRepository['extentType']): SimulatedRepository[] =>
    members.filter(({ extentType }) => extentType === tier);
  return {
    performance: of('Performance'),
    capacity: of('Capacity'),
    archive: of('Archive')[0] ?? null,
  };
}

/** What is true of a scale-out repository at an instant. */
export function scaleOutTruth(
  storage: Storage,
  scaleOut: SimulatedScaleOut,
  nowMs: number,
): ScaleOutTruth {
  const { performance, capacity, archive } = extentsOf(storage, scaleOut);
  const usages = performance.map((extent) => ({ extent, usage: usageAt(extent, nowMs) }));
  const writable = usages.filter(({ extent }) => extent.extentStatus === 'Normal');
  return {
    id: scaleOut.id,
    name: scaleOut.name,
    performance: performance.map(({ id, extentStatus }) => {
      return { repositoryId: id, status: extentStatus };
    }),
    capacityRepositoryIds: capacity.map(({ id }) => id),
    archiveRepositoryId: archive?.id ?? null,
    capacityGib: sum(usages.map(({ usage }) => usage.capacityGib)),
    freeGib: sum(usages.map(({ usage }) => usage.freeGib)),
    writableFreeGib: sum(writable.map(({ usage }) => usage.freeGib)),
  };
}

function sum(values: readonly number[]): number {
  return Math.round(values.reduce((total, value) => total + value, 0) * 10) / 10;
}
