import type { BusinessTier } from './business-tier-settings.ts';
import type { AnswerBase, Listed } from './health-answer.ts';
import type { Judgement } from './job-answer.ts';
import type { DurationPercentile, ManyAtOnce } from './recovery-evidence.ts';

/** A target with what decided about it; minutes for time, hours for data. */
export interface LevelShown {
  readonly level: string;
  readonly target: number;
  readonly value: number | null;
  readonly decidedBy: string;
}

interface ProofShown {
  readonly at: string;
  readonly depth: string;
  readonly ageDays: number;
  readonly sessionId: string | null;
  readonly reason?: string | undefined;
}

/** One workload's recovery. */
export interface RecoveryShown {
  readonly serverEntry: string;
  readonly name: string;
  readonly tier: { readonly tier: BusinessTier; readonly basis: string; readonly reason: string };
  readonly level: string;
  readonly rto: LevelShown;
  readonly rpo: LevelShown;
  readonly proof: string;
  readonly last: ProofShown | null;
  readonly best: ProofShown | null;
  readonly estimate: {
    readonly p50Minutes: number;
    readonly p95Minutes: number;
    readonly basis: string;
  } | null;
}

export interface FamilyShown {
  readonly family: string;
  readonly completed: number;
  readonly failed: number;
  readonly timeUnknown: number;
  readonly method: string;
  readonly shortest: number | null;
  readonly longest: number | null;
  readonly percentiles: readonly DurationPercentile[];
  readonly success: { readonly share: number; readonly low: number; readonly high: number } | null;
  readonly sessions: readonly string[];
}

interface TierShown {
  readonly tier: BusinessTier;
  readonly workloads: number;
  readonly proven: number;
  readonly neverTested: number;
  readonly levels: Readonly<Record<string, number>>;
}

/** What one server's data says of recovery. */
export interface EstateRecovery {
  readonly serverEntry: string;
  readonly judgement: Judgement;
  readonly families: readonly FamilyShown[];
  readonly tiers: readonly TierShown[];
  /** Workloads whose tier nobody and no name tells. */
  readonly byDefault: number;
  readonly imported: number;
  readonly labs: { readonly passed: number; readonly failed: number };
}

/** All restored at once; null figures where no machine has an estimate. */
export interface ConcurrentShown {
  readonly serverEntry: string;
  readonly asked: number;
  readonly withoutEstimate: number;
  readonly sharing: string;
  readonly slots: string;
  readonly result: ManyAtOnce | null;
}

export interface RecoveryAnswer extends AnswerBase {
  readonly kind: 'recovery';
  readonly estates: readonly EstateRecovery[];
  readonly concurrent: readonly ConcurrentShown[];
  readonly workloads: Listed<RecoveryShown>;
  /** The one that was asked for. */
  readonly single: boolean;
}
