import type { AnswerBase, Listed } from './health-answer.ts';
import type { Risk } from './risk.ts';
import type { BlastRadius, TierCompliance, WorkloadCompliance } from './risk-posture.ts';

interface OnServer {
  readonly serverEntry: string;
}

/** A risk that somebody took upon himself until a day. */
export interface AcceptedShown {
  readonly riskId: string;
  readonly owner: string;
  readonly reason: string;
  readonly expiresAt: Date;
}

/** A risk that was accepted and became worse than that. */
export interface ReopenedShown {
  readonly riskId: string;
  readonly owner: string;
  readonly acceptedScore: number;
  readonly score: number;
}

export interface ChangedRisk {
  readonly riskId: string;
  readonly title: string;
  readonly scoreThen: number | null;
  readonly scoreNow: number | null;
}

/** What became of risks since an instant. */
export interface RiskChanges {
  readonly since: Date;
  /** Risks were first weighed only then: nothing older can be compared. */
  readonly historyFrom: Date | null;
  /** Scores before were made by another formula: worse and better count from then. Null where one formula made all. */
  readonly formulaFrom: Date | null;
  readonly new: readonly ChangedRisk[];
  readonly worse: readonly ChangedRisk[];
  readonly better: readonly ChangedRisk[];
  readonly fixed: readonly ChangedRisk[];
}

interface RiskAnswerBase extends AnswerBase {
  readonly accepted: readonly AcceptedShown[];
  /** Accepted once, and open again because they became worse. */
  readonly reopened: readonly ReopenedShown[];
  /** False: machines that were never backed up are not visible, beyond those that protection groups discovered. */
  readonly hasInventory: boolean;
  /** False: those are not visible either. */
  readonly seesAgentComputers: boolean;
  /** Open risks without the accepted ones. */
  readonly open: number;
}

/** The open risks, those with the greatest impact first. */
export interface RisksAnswer extends RiskAnswerBase {
  readonly kind: 'risks';
  readonly changes: RiskChanges | null;
  readonly risks: Listed<Risk & OnServer>;
}

/** What an administrator reads in the morning. */
export interface RiskBriefAnswer extends RiskAnswerBase {
  readonly kind: 'risk-brief';
  readonly changes: RiskChanges;
  readonly worst: ReadonlyArray<Risk & OnServer>;
}

/** What workloads meet of 3-2-1-1-0 and of the targets of their tier. */
export interface ComplianceAnswer extends AnswerBase {
  readonly kind: 'compliance';
  readonly tiers: ReadonlyArray<OnServer & { readonly tiers: readonly TierCompliance[] }>;
  readonly workloads: Listed<WorkloadCompliance & OnServer>;
}

/** What is lost when one thing is gone. */
export interface LossAnswer extends AnswerBase {
  readonly kind: 'loss';
  readonly asked: string | null;
  readonly radii: Listed<BlastRadius & OnServer>;
}

export type AnyRiskAnswer = RisksAnswer | RiskBriefAnswer | ComplianceAnswer | LossAnswer;
