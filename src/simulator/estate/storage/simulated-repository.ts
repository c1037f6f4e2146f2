import type { CapacityCourse } from './capacity-course.ts';
import type { Shape } from './shapes.ts';

export type ExtentStatus = 'Normal' | 'Maintenance' | 'Sealed' | 'Evacuate';

/** A scale-out repository: jobs aim at it, its extents hold the data. */
export interface SimulatedScaleOut {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly copiesAtOnce: boolean;
  readonly movesOld: boolean;
  readonly moveAfterDays: number;
  readonly archiveAfterDays: number;
}

/** Locks on its files as its definition tells them; `days` null where only yes or no is told. */
export interface SimulatedImmutability {
  readonly isEnabled: boolean;
  readonly days: number | null;
  readonly mode: 'RepositorySettings' | 'RetentionSettings' | null;
}

export interface SimulatedRepository {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly shape: Shape;
  /** As revisions before rev2 name it. */
  readonly type: string;
  readonly hostId: string | null;
  readonly hostName: string | null;
  readonly path: string;
  readonly course: CapacityCourse;
  /** Logical bytes over real ones; above 1 where blocks are cloned. */
  readonly reportedUsedFactor: number;
  /** Its numbers stand still from then on; null while online. */
  readonly offlineSinceMs: number | null;
  readonly isOutOfDate: boolean;
  readonly scaleOut: SimulatedScaleOut | null;
  readonly extentType: 'Performance' | 'Capacity' | 'Archive' | null;
  readonly extentStatus: ExtentStatus;
  readonly immutability: SimulatedImmutability | null;
  /** Ceiling of object storage in TB; null without one. */
  readonly consumptionLimitTb: number | null;
  /** Tasks at once; null without a limit. */
  readonly maxTasks: number | null;
  /** The repository whose volume it lies on; null where it has its own. */
  readonly sharesVolumeWith: number | null;
}

export interface Storage {
  readonly repositories: readonly SimulatedRepository[];
  readonly scaleOuts: readonly SimulatedScaleOut[];
}
