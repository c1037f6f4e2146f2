import type { Cause } from './cause.ts';
import type { Certainty, GroupShown } from './group-shown.ts';
import type { AnswerBase, Listed } from './health-answer.ts';
import type { JobRecord } from './job-answer.ts';
import type { RunOutcome } from './run.ts';
import type { Signature } from './signature.ts';

/** One reason why a job's runs end badly, over all workloads that it hit. */
export interface CauseExplained {
  readonly causeClass: string;
  readonly certainty: Certainty;
  /** What is known of such texts; null where no signature names it. */
  readonly signature: Signature | null;
  readonly outcome: Cause['outcome'];
  /** The newest line that says so. */
  readonly evidence: Cause;
  /** Hit in the newest run that has it. */
  readonly workloads: readonly string[];
  /** Of the newest runs, how many had it without a run between them that had not. */
  readonly runsInARow: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** The newest decided run has it. */
  readonly isPresent: boolean;
  /** The same cause in other jobs; null where it is not known as a group. */
  readonly group: GroupShown | null;
}

/** What `explain_job_failure` answers. */
export interface ExplanationAnswer extends AnswerBase {
  readonly kind: 'explanation';
  readonly job: { readonly id: string; readonly name: string; readonly record: JobRecord | null };
  /** How its newest decided run ended; `none` when none did. */
  readonly state: 'failing' | 'warning' | 'not-failing' | 'none';
  readonly causes: Listed<CauseExplained>;
  /** Runs of the present streak that no cause is known of: their logs wait, or VBR no longer has them. */
  readonly unexplainedRuns: number;
  readonly lastRuns: ReadonlyArray<{
    readonly startedAt: Date;
    readonly outcome: RunOutcome;
    readonly attempts: number;
    readonly sessionId: string;
    readonly message: string | null;
  }>;
}

/** Failures that are one, those that still go on first. */
export interface GroupsAnswer extends AnswerBase {
  readonly kind: 'groups';
  readonly since: Date | null;
  readonly open: number;
  readonly groups: Listed<GroupShown>;
}
