import type { ByteSums } from './efficiency.ts';
import type { AnswerBase, Listed } from './health-answer.ts';
import type { Judgement } from './job-answer.ts';

export type HeldBytes = Readonly<Record<'full' | 'increment' | 'other', ByteSums>>;

/** One thing that could be saved. */
interface SavingShown {
  readonly cause: string;
  /** Null where nothing tells how much it is. */
  readonly bytes: number | null;
  readonly lowBytes: number;
  readonly highBytes: number | null;
  readonly how: string;
  readonly where: readonly string[];
}

export interface EfficiencyRow {
  readonly serverEntry: string;
  readonly name: string;
  readonly id: string;
  readonly held: HeldBytes;
  /** Null of repositories and workloads, which have sums but no score. */
  readonly judgement: Judgement | null;
  readonly level: string | null;
  /** Of a repository: what it says is used. */
  readonly usedGib: number | null;
}

/** What one job's figures tell beside the sums. */
export interface EfficiencyDetails {
  readonly workloadType: string;
  readonly series: ReadonlyArray<{
    readonly kind: string;
    readonly nights: number;
    readonly factorNow: number;
    readonly lowFactorNow: number;
    readonly highFactorNow: number;
    readonly spreadPercent: number;
    readonly trendPercentMonth: number | null;
  }>;
  readonly unusual: ReadonlyArray<{
    readonly kind: string;
    readonly night: string;
    readonly percent: number;
    readonly robustZ: number;
    readonly evidence: readonly string[];
  }>;
}

export interface ShiftShown {
  readonly name: string;
  readonly kind: string;
  readonly since: string;
  readonly percent: number;
  readonly lowPercent: number | null;
  readonly highPercent: number | null;
  readonly evidence: readonly string[];
}

export interface SuspicionShown {
  /** Of the job. */
  readonly name: string;
  readonly machine: string;
  readonly level: string;
  readonly since: string;
  readonly signs: readonly string[];
  /** The harmless explanations that the data show; none of the others is excluded. */
  readonly seen: readonly string[];
}

/** What deduplication and compression save, where that changed and what is wasted. */
export interface EfficiencyAnswer extends AnswerBase {
  readonly kind: 'efficiency';
  readonly scope: 'estate' | 'job' | 'repository' | 'workload';
  readonly subjects: Listed<EfficiencyRow>;
  readonly jobs: { readonly known: number; readonly scored: number } | null;
  readonly details: EfficiencyDetails | null;
  readonly shifts: readonly ShiftShown[];
  readonly suspicions: readonly SuspicionShown[];
  readonly machinesWithSigns: { readonly observation: number; readonly indication: number };
  readonly savings: readonly SavingShown[];
  readonly notEstimated: readonly string[];
  readonly price: { readonly perTerabyteMonth: number; readonly currency: string } | null;
}
