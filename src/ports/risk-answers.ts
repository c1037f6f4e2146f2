import type { BusinessTier } from '../domain/business-tier-settings.ts';
import type { Risk, RiskCategory } from '../domain/risk.ts';
import type { ReopenedShown } from '../domain/risk-answer.ts';
import type { BlastRadius, TierCompliance, WorkloadCompliance } from '../domain/risk-posture.ts';

export interface RiskAcceptance {
  readonly vbrServerId: number;
  readonly riskId: string;
  readonly owner: string;
  readonly reason: string;
  readonly acceptedAt: Date;
  readonly expiresAt: Date;
  readonly acceptedScore: number;
}

/** How a risk stood at an instant and stands now; null where it was not open then. */
export interface RiskChange {
  readonly vbrServerId: number;
  readonly riskId: string;
  readonly title: string;
  readonly scoreThen: number | null;
  readonly scoreNow: number | null;
  readonly changedAt: Date;
  readonly closedAs: 'fixed' | 'merged' | null;
}

interface Located {
  readonly vbrServerId: number;
}

/** Risks as the doors read them: views only. */
export interface RiskAnswers {
  /** Open ones, the greatest impact first; accepted ones are not among them. */
  readonly openRisks: (query: {
    readonly vbrServerIds: readonly number[];
    readonly category?: RiskCategory;
    readonly tier?: BusinessTier;
    /** Of a job, workload, repository, host or proxy, without case. */
    readonly name?: string;
    readonly id?: string;
    readonly asOf: Date;
    readonly limit: number;
    readonly offset: number;
  }) => Promise<{ readonly rows: readonly Risk[]; readonly total: number }>;
  /** Those in force at the instant. */
  readonly acceptances: (
    vbrServerIds: readonly number[],
    asOf: Date,
  ) => Promise<readonly RiskAcceptance[]>;
  /** Open risks that somebody had accepted and that became worse than that. */
  readonly reopened: (
    vbrServerIds: readonly number[],
    asOf: Date,
  ) => Promise<readonly ReopenedShown[]>;
  /** Risks whose score or state is another than at the instant, the newest change first. */
  readonly changesSince: (
    vbrServerIds: readonly number[],
    since: Date,
  ) => Promise<readonly RiskChange[]>;
  readonly lastAnalyses: (vbrServerIds: readonly number[]) => Promise<
    ReadonlyArray<
      Located & {
        readonly asOf: Date;
        /** When the history of risks begins. */
        readonly firstAsOf: Date;
        readonly formula: string;
        /** Since when scores are made by it: older ones are not comparable. */
        readonly formulaFrom: Date;
        readonly tiers: readonly TierCompliance[];
        readonly hasInventory: boolean;
        readonly seesAgentComputers: boolean;
        readonly changedPoints: number;
      }
    >
  >;
  /** Workloads that do not meet 3-2-1-1-0 first. */
  readonly compliance: (query: {
    readonly vbrServerIds: readonly number[];
    readonly tier?: BusinessTier;
    readonly name?: string;
    readonly limit: number;
    readonly offset: number;
  }) => Promise<{
    readonly rows: ReadonlyArray<Located & WorkloadCompliance>;
    readonly total: number;
  }>;
  /** The one of a name without case, or those that lose most. */
  readonly blastRadii: (query: {
    readonly vbrServerIds: readonly number[];
    readonly name?: string;
    readonly limit: number;
    readonly offset: number;
  }) => Promise<{ readonly rows: ReadonlyArray<Located & BlastRadius>; readonly total: number }>;
}
