import type { RunOutcome } from './run.ts';

/** A restore point as far as it decides whether a workload can be brought back. */
export interface HeldPoint {
  readonly id: string;
  readonly createdAt: Date;
  readonly backupId: string;
  /** The job that VBR names for its backup; null where it names none. */
  readonly jobId: string | null;
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
  /** Why it warned, as far as its log was read; null for any other outcome. */
  readonly warning: { readonly causeClass: string; readonly text: string } | null;
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
  /** How its newest run ended that succeeded, warned or failed: one under way or canceled says nothing. */
  readonly lastJudged: RunOutcome | null;
  /** Copies what another job makes: it may start many times without anything new to copy. */
  readonly isCopy: boolean;
  /** Whether it asks for application-aware processing; null where VBR does not tell. */
  readonly isApplicationAware: boolean | null;
  /** How often it starts; null where fewer than three starts are known. */
  readonly pace: JobPace | null;
}

/** Hours between the starts of a job in the nine weeks before its newest one. */
interface JobPace {
  readonly medianHours: number;
  /** The longest pause of an ordinary week: the median of each week's longest. */
  readonly longestHours: number;
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
  /** Whether VBR names a job for one of its backups that is in no list of jobs that was read. */
  readonly hasUnlistedJob: boolean;
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
