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
  /** `exact`: VBR named the retried session (rev2). `inferred`: by name, time and the retry rule. */
  readonly grouping: 'exact' | 'inferred';
  readonly sessionIds: readonly string[];
  /** VBR's own message of the last attempt, cleaned; often only a word. */
  readonly message: string | null;
}

/** A run as analyses see it: without its sessions and its text. */
export type BriefRun = Omit<Run, 'jobId' | 'sessionIds' | 'message'>;
