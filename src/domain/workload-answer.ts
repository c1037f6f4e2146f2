import type { AnswerBase, Listed } from './health-answer.ts';
import type { Judgement } from './job-answer.ts';
import type { ProtectionCounts } from './protection-counts.ts';

/** One workload that is asked about, or is not protected. */
export interface WorkloadShown {
  readonly serverEntry: string;
  readonly id: string;
  readonly name: string;
  readonly state: 'protected' | 'late' | 'unprotected' | 'left' | 'unknown';
  readonly reason: string;
  readonly isGreenJobOnly: boolean;
  readonly ageHours: number | null;
  readonly toleratedHours: number | null;
}

interface PointShown {
  readonly id: string;
  readonly at: Date;
  readonly repository: string | null;
  readonly verdict: string;
  readonly sessionId: string | null;
}

/** What the protection finding of one workload says. */
export interface WorkloadDetails {
  readonly platform: string | null;
  readonly pointsAsOf: Date;
  readonly newestUsable: PointShown | null;
  /** The newest of all, when it is not usable. */
  readonly newestUnusable: PointShown | null;
  readonly points: { readonly total: number; readonly usable: number; readonly infected: number };
  readonly medianIntervalHours: number | null;
  readonly jobs: ReadonlyArray<{
    readonly name: string;
    readonly isActive: boolean;
    readonly lastOutcome: string | null;
    readonly lastRunAt: Date | null;
    readonly newestUsableAt: Date | null;
    /** How far a copy is behind; null for other jobs. */
    readonly behindHours: number | null;
  }>;
  readonly guestProcessing: {
    readonly isAskedFor: boolean | null;
    readonly warning: { readonly causeClass: string; readonly text: string } | null;
  };
  readonly lastTask: { readonly id: string; readonly at: Date; readonly outcome: string } | null;
}

/** Workloads that are not protected, those behind a green job first. */
export interface WorkloadsAnswer extends AnswerBase {
  readonly kind: 'workloads';
  readonly counts: ProtectionCounts;
  readonly workloads: Listed<WorkloadShown>;
}

export interface WorkloadAnswer extends AnswerBase {
  readonly kind: 'workload';
  readonly workload: WorkloadShown;
  readonly judgement: Judgement;
  readonly details: WorkloadDetails | null;
}
