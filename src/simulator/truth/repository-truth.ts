import type { SimulatedRepository, Storage } from '../estate/storage/simulated-repository.ts';
import type { CapacityStep } from '../estate/storage/steps.ts';
import { type RepositoryUsage, usageAt } from '../estate/storage/usage.ts';

/** A jump of a repository's figures that has happened. */
interface StepTruth {
  readonly kind: CapacityStep['kind'];
  readonly at: string;
  /** Added to what is used at that instant; negative for a deletion. */
  readonly usedGib: number;
  /** Added to what is used on every day since. */
  readonly usedGibPerDay: number;
  readonly capacityGib: number;
}

/** What is true of a repository at the estate's now. */
export interface RepositoryTruth extends RepositoryUsage {
  readonly id: string;
  readonly name: string;
  readonly shape: SimulatedRepository['shape'];
  readonly scaleOutRepositoryId: string | null;
  readonly extentType: SimulatedRepository['extentType'];
  readonly extentStatus: SimulatedRepository['extentStatus'];
  /** Since when its figures stand still; null while online. */
  readonly offlineSince: string | null;
  readonly isOutOfDate: boolean;
  readonly immutability: SimulatedRepository['immutability'];
  readonly consumptionLimitTb: number | null;
  /** The repository it shares one volume with: both show the same capacity and free space. */
  readonly sharesVolumeWithId: string | null;
  /** The mean of its own growth, without jumps. */
  readonly growthGibPerDay: number;
  readonly steps: readonly StepTruth[];
}

/** What is true of a repository at an instant. */
export function repositoryTruth(
  { repositories }: Storage,
  repository: SimulatedRepository,
  nowMs: number,
): RepositoryTruth {
  const { course, offlineSinceMs, sharesVolumeWith } = repository;
  return {
    id: repository.id,
    name: repository.name,
    shape: repository.shape,
    scaleOutRepositoryId: repository.scaleOut?.id ?? null,
    extentType: repository.extentType,
    extentStatus: repository.extentStatus,
    offlineSince: offlineSinceMs === null ? null : isoText(offlineSinceMs),
    isOutOfDate: repository.isOutOfDate,
    immutability: repository.immutability,
    consumptionLimitTb: repository.consumptionLimitTb,
    sharesVolumeWithId: repositories[sharesVolumeWith ?? -1]?.id ?? null,
    growthGibPerDay: course.growthGibPerDay,
    steps: course.steps.filter(({ atMs }) => atMs <= nowMs).map(stepTruth),
    ...usageAt(repository, nowMs),
  };
}

function stepTruth({ atMs, ...step }: CapacityStep): StepTruth {
  return { ...step, at: isoText(atMs) };
}

function isoText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
