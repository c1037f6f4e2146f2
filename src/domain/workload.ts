import type { RunOutcome } from './run.ts';

/** A restore point as far as it decides whether a workload can be brought back. */
export interface HeldPoint {
  readonly id: string;
  readonly createdAt: Date;
  readonly backupId: string;
  readonly repositoryName: string | null;
  /** Full, Increment, Rollback …: an open set. */
  readonly type: string | null;
  readonly malwareStatus: string | null;
  readonly isRestorable: boolean | null;
  /** `unknown`: the files of its backup were not read, or not since it was made. */
  readonly file: 'there' | 'gone' | 'unknown';
}

/** What a job did with a workload in one session. */
export interface WorkloadTask {
  readonly id: string;
  readonly sessionId: string;
  readonly jobId: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: RunOutcome;
  readonly restorePointId: string | null;
}

/** A job that holds backups of a workload or had a task for it. */
export interface ProtectingJob {
  readonly id: string;
  readonly name: string;
  /** Listed by VBR and not disabled. */
  readonly isActive: boolean;
  readonly lastOutcome: RunOutcome | null;
  readonly lastRunAt: Date | null;
}

/** All that is known of one workload's protection. The same name on the same platform is taken for the same workload. */
export interface WorkloadFacts {
  readonly name: string;
  /** Null when only tasks tell of it. */
  readonly platformName: string | null;
  /** Oldest first, only those that VBR still has. */
  readonly points: readonly HeldPoint[];
  /** Newest first, a limited number. */
  readonly tasks: readonly WorkloadTask[];
  readonly jobs: readonly ProtectingJob[];
}

/** Stands for the platform of a workload that only tasks tell of. */
export const unknownPlatform = 'unknown';

/** What a workload is known by among findings. */
export function workloadId({
  name,
  platformName,
}: Pick<WorkloadFacts, 'name' | 'platformName'>): string {
  return `${platformName ?? unknownPlatform}/${name}`;
}
