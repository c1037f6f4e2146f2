import type { LockKnowledge } from './file-lock.ts';
import type { AnswerBase, Listed } from './health-answer.ts';
import type { Judgement } from './job-answer.ts';

type CapacityPriorityShown = 'URGENT' | 'HIGH' | 'MEDIUM' | 'LOW';

/** When one level is reached; dates in UTC as `YYYY-MM-DD`, null beyond the horizon. */
export interface LevelShown {
  readonly percent: number;
  readonly levelGib: number;
  readonly answer: 'reached' | 'within' | 'not-within' | 'unknown';
  readonly likely: string | null;
  readonly early80: string | null;
  readonly late80: string | null;
  readonly early95: string | null;
  readonly late95: string | null;
  readonly probabilities: ReadonlyArray<{
    readonly withinDays: number;
    readonly probability: number;
  }>;
  readonly orderBy: string | null;
  readonly orderSafelyBy: string | null;
}

/** One repository, or one tier of a scale-out repository, in a row. */
export interface RepositoryShown {
  readonly serverEntry: string;
  readonly id: string;
  readonly name: string;
  readonly priority: CapacityPriorityShown | null;
  readonly usedGib: number | null;
  readonly usableGib: number | null;
  readonly usedPercent: number | null;
  readonly growthGibPerDay: number | null;
  readonly horizonDays: number;
  readonly leadTimeDays: number;
  readonly levels: readonly LevelShown[];
  /** That the highest level is reached before an order made now arrives. */
  readonly fullBeforeOrder: number | null;
  /** Why there is no date; null where there is one. */
  readonly noDates: string | null;
  readonly history: {
    readonly knownDays: number;
    readonly measured: number;
    readonly imported: number;
    readonly rebuilt: number;
  };
}

interface NamedReason {
  readonly name: string;
  readonly reason: string;
}

interface GrowerShown {
  readonly name: string;
  readonly heldGib: number;
  readonly grewGib: number;
  readonly writtenGibPerDay: number;
}

/** What a planned change does to the same forecast. */
export interface WhatIfShown {
  readonly asked: string;
  /** How each change was understood, in words. */
  readonly understood: readonly string[];
  readonly levels: readonly LevelShown[];
  readonly priority: CapacityPriorityShown;
  readonly recommendedGib: number;
  /** Names what was assumed where the question did not say. */
  readonly assumed: readonly string[];
}

/** Everything else that is known of one repository. */
export interface RepositoryDetails {
  readonly judgement: Judgement;
  readonly readAt: Date | null;
  readonly capacityGib: number | null;
  readonly members: readonly string[];
  readonly outOfService: readonly NamedReason[];
  readonly leftOut: readonly NamedReason[];
  readonly sharedVolumes: readonly NamedReason[];
  readonly historyFrom: string | null;
  readonly offlineSamples: number;
  /** Readings that could not be used, in words. */
  readonly faults: readonly string[];
  readonly removed: ReadonlyArray<{ readonly day: string; readonly gib: number }>;
  readonly fit: ReadonlyArray<{
    readonly shape: 'linear' | 'quadratic';
    readonly perDayNow: number;
    readonly rSquared: number | null;
    readonly p: number | null;
  }>;
  readonly recommendedGib: number | null;
  readonly recommendedFor: {
    readonly percent: number;
    readonly bufferPercent: number;
  };
  readonly extensions: ReadonlyArray<{
    readonly day: string;
    readonly fromGib: number;
    readonly toGib: number;
  }>;
  readonly steps: ReadonlyArray<{
    readonly day: string;
    readonly gib: number;
    readonly isRebuilt: boolean;
    readonly causes: ReadonlyArray<{
      readonly kind: string;
      readonly name: string;
      readonly gib: number | null;
    }>;
  }>;
  readonly growth: {
    readonly days: number;
    readonly isEstimated: boolean;
    readonly jobs: readonly GrowerShown[];
    readonly workloads: readonly GrowerShown[];
  };
  readonly reduction: { readonly now: number; readonly before: number } | null;
  readonly freeing: {
    readonly freed: ReadonlyArray<{ readonly withinDays: number; readonly gib: number }>;
    readonly byReason: {
      readonly retention: number;
      readonly gfs: number;
      readonly immutability: number;
    };
    readonly next: ReadonlyArray<{
      readonly day: string;
      readonly gib: number;
      readonly name: string;
      readonly reason: string;
    }>;
    readonly withoutDateGib: number;
    readonly activeGib: number;
    readonly lockedGib: number;
    readonly lockedUntil: string | null;
    readonly locks: LockKnowledge;
    readonly filesWithoutSize: number;
    readonly orphaned: readonly ReclaimableShown[];
    readonly surplus: readonly ReclaimableShown[];
    /** What all files take by VBR's own figures; more than is used where they share blocks or lie in a lower tier. */
    readonly claimedGib: number;
    /** The share of a file's size that counts as space; 1 unless files claim more than is used. */
    readonly countedShare: number;
  };
  readonly promises: {
    readonly resolved: number;
    readonly inside80: number;
    readonly inside95: number;
    readonly medianErrorPercent: number | null;
    readonly last: {
      readonly madeOn: string;
      readonly daysAhead: number;
      readonly expected: number;
      readonly low80: number;
      readonly high80: number;
      readonly came: number;
    } | null;
  };
  readonly series: ReadonlyArray<{
    readonly day: string;
    readonly gib: number;
    readonly source: 'measured' | 'imported' | 'rebuilt';
  }>;
}

export interface ReclaimableShown {
  readonly id: string;
  readonly name: string;
  readonly gib: number;
  readonly reason: string;
  /** It cannot be deleted before; null where no lock of it is known. */
  readonly lockedUntil: string | null;
}

/** Repositories ranked by the odds to be full before an order arrives. */
export interface CapacityEstateAnswer extends AnswerBase {
  readonly kind: 'capacity';
  readonly counts: Readonly<Record<CapacityPriorityShown, number>>;
  readonly withoutDates: number;
  readonly repositories: Listed<RepositoryShown>;
}

export interface RepositoryAnswer extends AnswerBase {
  readonly kind: 'repository';
  readonly repository: RepositoryShown;
  /** Null where the finding was written in another shape. */
  readonly details: RepositoryDetails | null;
  readonly whatIf: WhatIfShown | null;
}

export type CapacityAnswer = CapacityEstateAnswer | RepositoryAnswer;
