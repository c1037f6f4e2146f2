import type { Backup } from './backup.ts';
import type { JobStorage } from './job.ts';

/** How a file came to be; fulls and increments are never added up together. */
export type StoredKind = 'full' | 'increment' | 'other';

/** One backup file with what it belongs to. Sizes and per cents of 0 are unknown, so null. */
export interface StoredFile {
  readonly id: string;
  readonly backupId: string;
  readonly path: string;
  readonly kind: StoredKind;
  readonly workloads: readonly string[];
  /** The session VBR names for one of its restore points; null where it names none. */
  readonly sessionId: string | null;
  readonly dataBytes: number | null;
  readonly backupBytes: number | null;
  /** Per cent that remains. */
  readonly dedupRemainingPercent: number | null;
  readonly compressRemainingPercent: number | null;
  readonly createdAt: Date;
  readonly gfsPeriods: readonly string[];
  /** VBR no longer has it: it tells of the past and takes no space. */
  readonly isGone: boolean;
}

/** A malware event of a workload that the job backs up. */
export interface WorkloadEvent {
  readonly id: string;
  readonly type: string;
  readonly detectedAt: Date;
  readonly workload: string | null;
}

/** Everything one job, or one backup without a job, keeps. */
export interface StoredByJob {
  /** The job's id; of a backup without a job, `backup/` and the backup's id. */
  readonly id: string;
  readonly name: string;
  /** Null where no job owns it. */
  readonly jobId: string | null;
  /** Whether the server lists the job; null where it never listed any. */
  readonly isListed: boolean | null;
  readonly jobType: string;
  readonly storage: JobStorage | null;
  /** What VBR tells of its guests' systems (Windows, Linux, Other, Unknown: an open set); read of jobs that copy blocks they could leave out. */
  readonly guestFamilies: readonly string[];
  /** When its definition changed while it was watched. */
  readonly definitionChangedAt: readonly Date[];
  readonly backups: readonly Backup[];
  /** Oldest first. */
  readonly files: readonly StoredFile[];
  readonly events: readonly WorkloadEvent[];
}

/** Sums over files whose two sizes are known, and how many files told too little. */
export interface ByteSums {
  readonly files: number;
  readonly unknownFiles: number;
  readonly dataBytes: number;
  readonly backupBytes: number;
  /** Of files that tell both per cents: data, what deduplication left of it, and what compression left of that. */
  readonly toldDataBytes: number;
  readonly dedupedBytes: number;
  readonly packedBytes: number;
}

/** The sums of one job's files of one kind for one workload in one repository. */
export interface EfficiencyPart extends ByteSums {
  readonly repositoryId: string | null;
  readonly repositoryName: string | null;
  readonly workload: string;
  readonly kind: StoredKind;
}

/** What is left of the data at other jobs, in per cent: the quartiles over jobs. */
export interface PeerRemaining {
  readonly jobs: number;
  readonly lowPercent: number;
  readonly medianPercent: number;
  readonly highPercent: number;
}
