/** A repository's or extent's identity, from /backupInfrastructure/repositories. */
export interface RepositoryDefinition {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly description: string | null;
  readonly hostId: string | null;
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
