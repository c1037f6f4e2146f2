/** Whether and how long files are locked against deletion; null parts where VBR did not tell. */
export interface Immutability {
  readonly isEnabled: boolean;
  readonly days: number | null;
  /** RepositorySettings or RetentionSettings, object storage only. */
  readonly mode: string | null;
}

/** A repository's or extent's identity and limits, from /backupInfrastructure/repositories. */
export interface RepositoryDefinition {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly description: string | null;
  readonly hostId: string | null;
  /** Null: this type does not tell, which is not the same as off. */
  readonly immutability: Immutability | null;
  /** Tasks at once; null without a limit or where VBR did not tell. */
  readonly maxTasks: number | null;
  /** The ceiling set for object storage; null without one. */
  readonly consumptionLimitGib: number | null;
}

/** A row of /backupInfrastructure/repositories/states. Sizes in GiB as VBR gives them, one decimal. */
export interface RepositoryState {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly hostId: string | null;
  readonly hostName: string | null;
  readonly path: string | null;
  readonly capacityGib: number;
  readonly freeGib: number;
  /** Logical bytes: may exceed the capacity, never used as "used". */
  readonly reportedUsedGib: number;
  readonly isOnline: boolean;
  readonly isOutOfDate: boolean | null;
  readonly scaleOutRepositoryId: string | null;
  readonly extentType: string | null;
}

/** A capacity reading at one instant. */
export interface CapacitySample {
  readonly repositoryId: string;
  readonly takenAt: Date;
  /** Null when unknown: object storage that reports 0 of 0. */
  readonly capacityGib: number | null;
  readonly freeGib: number | null;
  /** capacity − free; null when unknown. */
  readonly usedGib: number | null;
  readonly reportedUsedGib: number;
  /** False: VBR repeats old numbers for an offline repository; such a sample is kept and never fitted. */
  readonly isOnline: boolean;
}

/** An extent of the performance tier. */
export interface PerformanceExtent {
  readonly repositoryId: string;
  /** Normal, Maintenance, Sealed, Evacuate …: an open set; empty where VBR did not tell. */
  readonly statuses: readonly string[];
}

/** A scale-out repository; its figures are those of its extents. */
export interface ScaleOutRepository {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly performanceExtents: readonly PerformanceExtent[];
  /** Null where there is none or VBR did not tell. */
  readonly capacityTier: {
    readonly isEnabled: boolean;
    readonly repositoryIds: readonly string[];
    readonly copiesAtOnce: boolean | null;
    readonly movesOld: boolean | null;
    readonly moveAfterDays: number | null;
  } | null;
  readonly archiveTier: {
    readonly isEnabled: boolean;
    readonly repositoryId: string | null;
    readonly archiveAfterDays: number | null;
  } | null;
}
