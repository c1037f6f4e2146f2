import type { BusinessTier, TierSettings } from '../../domain/business-tier-settings.ts';
import type { EstateFacts } from '../../domain/estate-facts.ts';
import type { Feature } from '../../domain/finding.ts';
import type { SourceState } from '../../domain/source-state.ts';
import type { RiskSettings } from './settings.ts';

/** What health says of one job that is expected to run. */
export interface JobFact {
  readonly id: string;
  readonly name: string;
  /** 0–1, how far the number of its runs can be trusted. */
  readonly sample: number;
  readonly streak: {
    readonly outcome: string;
    readonly runs: number;
    readonly since: Date;
  } | null;
  readonly lastGoodRunAt: Date | null;
  readonly runs: { readonly judged: number; readonly failed: number };
  readonly firstAttempt: { readonly good: number; readonly known: number } | null;
  readonly silence: { readonly since: Date; readonly missedRuns: number } | null;
  readonly stalled: {
    readonly runId: string;
    readonly since: Date;
    readonly runningMinutes: number;
    readonly limitMinutes: number;
  } | null;
  /** Failures become more, by a test that holds; in words. */
  readonly rising: string | null;
  readonly slowing: {
    readonly minutesPerWeek: number;
    readonly medianMinutes: number;
    readonly text: string;
  } | null;
  /** Newest first. */
  readonly newestRuns: ReadonlyArray<{
    readonly id: string;
    readonly at: Date;
    readonly outcome: string;
  }>;
}

type Level = 'COMPLIANT' | 'AT_RISK' | 'NON_COMPLIANT' | 'UNKNOWN';

interface LevelFact {
  readonly level: Level;
  readonly value: number | null;
  readonly target: number;
}

/** What protection and recovery say of one workload. */
export interface WorkloadFact {
  readonly id: string;
  readonly name: string;
  readonly tier: { readonly tier: BusinessTier; readonly basis: string; readonly reason: string };
  /** Null: protection could not be judged. */
  readonly state: 'protected' | 'late' | 'unprotected' | 'left' | null;
  readonly reason: string;
  /** Its job ends well and makes no point of it any more; one whose new points are not usable is not passed over. */
  readonly isPassedOver: boolean;
  readonly ageHours: number | null;
  readonly newestUsable: { readonly id: string; readonly at: Date } | null;
  readonly infectedPoints: number;
  readonly jobs: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly isActive: boolean;
    readonly isCopy: boolean;
  }>;
  readonly lastTask: { readonly id: string; readonly at: Date } | null;
  /** Null where recovery was not judged. */
  readonly recovery: {
    readonly proof: 'proven' | 'outdated' | 'failed' | 'never-tested';
    readonly lastProofAt: Date | null;
    readonly lastFailure: { readonly at: Date; readonly sessionId: string | null } | null;
    readonly rto: LevelFact;
    readonly rpo: LevelFact;
  } | null;
}

/** What the forecast says of one repository or tier. */
export interface StorageFact {
  readonly id: string;
  readonly name: string;
  /** What jobs and lines call it; null for tiers that no job writes to. */
  readonly calledInLines: string | null;
  readonly members: ReadonlyArray<{ readonly id: string; readonly name: string }>;
  readonly usedPercent: number | null;
  /** That the highest level is reached before an order made now arrives. */
  readonly fullBeforeOrder: number | null;
  /** Days until the highest level by the middle forecast; 0 once reached. */
  readonly daysUntilFull: number | null;
  /** How far the forecast looks: without a day it is later than that. Null without a forecast. */
  readonly forecastDays: number | null;
  readonly isFullNow: boolean;
  readonly growthGibPerDay: number | null;
  readonly leadTimeDays: number;
  readonly outOfService: ReadonlyArray<{ readonly name: string; readonly reason: string }>;
  /** Why there is no forecast; null where there is one. */
  readonly noForecast: string | null;
  readonly sample: number;
  readonly readAt: Date | null;
}

export interface EfficiencyFact {
  readonly kind: 'job' | 'repository' | 'workload';
  readonly id: string;
  readonly name: string;
  readonly score: number;
  readonly reason: string;
}

/** Something of which an analysis came to no end: nothing is known of it, which is not that nothing is wrong. */
export interface Unjudged {
  readonly feature: Feature;
  readonly kind: 'job' | 'workload' | 'repository';
  readonly id: string;
  readonly name: string;
}

/** Everything that one server's risks are made of. */
export interface RiskFacts extends EstateFacts {
  readonly server: { readonly id: number; readonly name: string };
  readonly asOf: Date;
  readonly settings: RiskSettings;
  readonly tiers: TierSettings;
  readonly sources: readonly SourceState[];
  /** The oldest instant that a feature's findings speak for; absent where there is none. */
  readonly features: Readonly<Partial<Record<Feature, Date>>>;
  readonly jobs: readonly JobFact[];
  readonly workloads: readonly WorkloadFact[];
  readonly storage: readonly StorageFact[];
  readonly efficiency: readonly EfficiencyFact[];
  readonly unjudged: readonly Unjudged[];
  /** Machines that exist, as imported; null: nobody said, so never protected ones are not visible. */
  readonly inventory: readonly string[] | null;
}
