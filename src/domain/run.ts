/** How a run ended. `canceled` and `running` are not failures and not successes. */
export type RunOutcome = 'success' | 'warning' | 'failed' | 'canceled' | 'running' | 'unknown';

/** One scheduled or manual attempt of a job including its retries. F1 counts runs, never sessions. */
export interface Run {
  /** Id of its first session. */
  readonly id: string;
  readonly jobId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** Outcome of the last attempt. */
  readonly outcome: RunOutcome;
  readonly firstAttemptOutcome: RunOutcome;
  /** Attempts made, 1 when nothing was retried. */
  readonly attempts: number;
  /** Null when the first attempt runs, cannot be read, or told no end. */
  readonly firstAttemptEndedAt: Date | null;
  /** When its last attempt started; the start of the run when nothing was retried. */
  readonly lastAttemptStartedAt: Date;
  /** Sums over its attempts; null where VBR told none. */
  readonly readBytes: number | null;
  readonly transferredBytes: number | null;
  /** Of the last attempt that told one. */
  readonly bottleneck: string | null;
  /** A full backup rather than an increment; null where VBR did not tell. */
  readonly isFull: boolean | null;
  /** `exact`: VBR named the retried session (rev2). `inferred`: by name, time and the retry rule. */
  readonly grouping: 'exact' | 'inferred';
  readonly sessionIds: readonly string[];
  /** VBR's own message of the last attempt, cleaned; often only a word. */
  readonly message: string | null;
}

/** A run as analyses see it: without its sessions and its text. */
export type BriefRun = Omit<Run, 'jobId' | 'sessionIds' | 'message'>;
