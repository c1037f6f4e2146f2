/** The retry rule of a job; null parts where VBR did not show them. */
export interface RetryRule {
  readonly isEnabled: boolean;
  readonly count: number | null;
  readonly awaitMinutes: number | null;
}

/** When a job starts by itself, as far as its type tells; times are local to the server. */
export interface JobSchedule {
  readonly daily: {
    readonly localTime: string;
    readonly kind: string;
    readonly days: readonly string[];
  } | null;
  readonly monthly: { readonly localTime: string; readonly dayOfMonth: number | null } | null;
  /** Every `frequency` Hours, Minutes, Seconds or Days. */
  readonly periodically: { readonly kind: string; readonly frequency: number } | null;
  readonly isContinuous: boolean;
  /** The job this one waits for. */
  readonly afterJobName: string | null;
}

/** Where and for how long a job keeps its backups; null parts where its type does not tell. */
export interface JobStorage {
  readonly repositoryId: string | null;
  /** `kind`: RestorePoints or Days. */
  readonly retention: { readonly kind: string; readonly quantity: number } | null;
  /** Null: no long-term retention. How many of each are kept. */
  readonly gfs: {
    readonly weekly: number | null;
    readonly monthly: number | null;
    readonly yearly: number | null;
  } | null;
  /** None, DedupFriendly, Optimal, High, Extreme: an open set. */
  readonly compressionLevel: string | null;
  readonly isDedupEnabled: boolean | null;
  readonly isEncrypted: boolean | null;
  /** Whether blocks of swap and hibernation files of the guest stay out; null where its type has no such setting. */
  readonly excludesSwapFiles: boolean | null;
  /** Whether blocks of deleted files of the guest stay out. */
  readonly excludesDeletedBlocks: boolean | null;
}

/** A job's configuration (from /jobs, optional: the list can answer 500). */
export interface JobDefinition {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly isDisabled: boolean | null;
  readonly runsAutomatically: boolean | null;
  readonly retry: RetryRule | null;
  readonly schedule: JobSchedule | null;
  readonly storage: JobStorage | null;
  /** Null where its type does not tell. */
  readonly isApplicationAware: boolean | null;
  /** Names of the workloads and containers that it includes; null where its type does not tell. */
  readonly includes: readonly string[] | null;
}

/** A row of /jobs/states: the cheapest health source. */
export interface JobState {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Lower case in rev0, Pascal case later: compared without case. */
  readonly status: string;
  readonly workload: string | null;
  readonly lastResult: string;
  /** Null when never run, or when VBR gave a zero date. */
  readonly lastRunAt: Date | null;
  readonly nextRunAt: Date | null;
  readonly repositoryId: string | null;
  readonly repositoryName: string | null;
  readonly objectsCount: number | null;
  readonly lastSessionId: string | null;
}

/** A job as kept: last state, and the definition where it could be read. */
export interface Job extends JobState {
  readonly isDisabled: boolean | null;
  readonly runsAutomatically: boolean | null;
  readonly retry: RetryRule | null;
  readonly lastSeenAt: Date;
  /** False once VBR no longer lists it. */
  readonly isListed: boolean;
}
