/** The retry rule of a job; null parts where VBR did not show them. */
export interface RetryRule {
  readonly isEnabled: boolean;
  readonly count: number | null;
  readonly awaitMinutes: number | null;
}

/** A job's configuration as far as F1 needs it (from /jobs, optional: the list can answer 500). */
export interface JobDefinition {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly isDisabled: boolean | null;
  readonly runsAutomatically: boolean | null;
  readonly retry: RetryRule | null;
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
