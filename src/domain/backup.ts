/** What one job, or an import, keeps in one repository. The same workload has an object in each backup that holds it. */
export interface Backup {
  readonly id: string;
  /** Null for imports and for backups whose job is gone. */
  readonly jobId: string | null;
  /** The job's name as VBR kept it. */
  readonly name: string;
  readonly jobType: string;
  readonly platformName: string;
  readonly createdAt: Date;
  readonly repositoryId: string | null;
  readonly repositoryName: string | null;
}

/** One workload inside one backup. */
export interface BackupObject {
  readonly id: string;
  readonly name: string | null;
  readonly type: string | null;
  readonly platformName: string;
  /** 0: no job protects it any more; null where VBR did not tell. */
  readonly restorePointsCount: number | null;
  readonly lastRunFailed: boolean | null;
  /** 1.3-rev2 only. */
  readonly backupId: string | null;
  /** 1.3-rev2 only. */
  readonly sizeBytes: number | null;
}

/** One file of a backup. Sizes and ratios of 0 are unknown, so null. */
export interface BackupFile {
  readonly id: string;
  readonly backupId: string;
  readonly path: string;
  /** Empty where VBR names only the zero object. */
  readonly objectIds: readonly string[];
  readonly restorePointIds: readonly string[];
  /** Before deduplication and compression. */
  readonly dataBytes: number | null;
  /** On disk. */
  readonly backupBytes: number | null;
  /** Per cent that REMAINS after deduplication: 100 saves nothing. */
  readonly dedupRemainingPercent: number | null;
  /** Per cent that REMAINS after compression: 100 saves nothing. */
  readonly compressRemainingPercent: number | null;
  readonly createdAt: Date;
  /** Weekly, Monthly, Quarterly, Yearly: an open set, without None. */
  readonly gfsPeriods: readonly string[];
}

/** What one reading of a backup's files told; `isComplete`: the whole list was read and understood. */
export interface FilesOfBackup {
  readonly backupId: string;
  readonly files: readonly BackupFile[];
  readonly isComplete: boolean;
}

/** A state a workload can be brought back to. */
export interface RestorePoint {
  readonly id: string;
  /** Name of the workload. */
  readonly name: string;
  readonly platformName: string;
  readonly createdAt: Date;
  readonly backupId: string;
  /** Increment, Full, Rollback, Snapshot, Cdp, Different: an open set. */
  readonly type: string | null;
  /** The session that VBR names; it can be the one that opened the run and failed, so it proves nothing alone. */
  readonly sessionId: string | null;
  /** Clean, Suspicious, Infected, Informative: an open set. */
  readonly malwareStatus: string | null;
  readonly backupFileId: string | null;
  readonly guestOsFamily: string | null;
  readonly originalBytes: number | null;
  /** Whether VBR offers any way to restore from it; null where it did not tell. */
  readonly isRestorable: boolean | null;
  readonly gfsPeriods: readonly string[];
}
