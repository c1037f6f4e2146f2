import type { BusinessTier } from './business-tier-settings.ts';

/** What is so, is not so, or cannot be told. */
export type Verdict = 'met' | 'not-met' | 'unknown';

/** One requirement with the figure that decides it. */
export interface Requirement {
  readonly verdict: Verdict;
  readonly says: string;
}

/** 3 copies, 2 media, 1 off-site, 1 immutable, 0 errors of one workload. */
export interface RuleFact {
  readonly copies: Requirement;
  readonly media: Requirement;
  readonly offSite: Requirement;
  readonly immutable: Requirement;
  readonly errors: Requirement;
  readonly verdict: Verdict;
}

/** What one workload meets of the targets of its tier. */
export interface WorkloadCompliance {
  readonly id: string;
  readonly name: string;
  readonly tier: BusinessTier;
  readonly rpo: Verdict;
  readonly rto: Verdict;
  readonly testAge: Verdict;
  readonly rule: RuleFact;
}

export type VerdictCounts = Readonly<Record<Verdict, number>>;

/** How many workloads of a tier meet what is asked of it. */
export interface TierCompliance
  extends Readonly<Record<'rpo' | 'rto' | 'rule' | 'testAge', VerdictCounts>> {
  readonly tier: BusinessTier;
  readonly workloads: number;
}

/** What is lost when one thing is gone. */
export interface BlastRadius {
  readonly kind: 'repository' | 'host' | 'proxy' | 'server';
  readonly id: string;
  readonly name: string;
  /** Workloads with restore points there. */
  readonly workloads: number;
  /** Those whose newest point is there. */
  readonly losesNewest: number;
  /** Those with no point anywhere else. */
  readonly losesAll: number;
  /** How far back the worst of those that keep a point must go, hours beyond what they lose; null where none keeps one. */
  readonly worstGapHours: number | null;
  readonly byTier: Readonly<Record<string, number>>;
  /** The first of those that lose everything, the highest tier first. */
  readonly names: readonly string[];
  /** What it means where no backups are lost. */
  readonly says: string;
}
