import type { BusinessTier } from './business-tier-settings.ts';
import type { PlanFactKind, PlanMetric } from './plan-fact.ts';
import type { RiskCategory, RiskEvidence, RiskSubject } from './risk.ts';

/** How far people have come with a plan. Only people set it. */
export const planStatuses = [
  'GENERATED',
  'REVIEWED',
  'INVESTIGATING',
  'IMPLEMENTING',
  'COMPLETED',
  'CANCELLED',
] as const;
export type PlanStatus = (typeof planStatuses)[number];

/** Where a sentence comes from; `guess` and `recalled` are shown as such. */
export const planBases = ['catalogue', 'reference', 'vendor', 'recalled', 'guess'] as const;
export type PlanBasis = (typeof planBases)[number];

export interface Hypothesis {
  readonly text: string;
  readonly basis: PlanBasis;
}

/** Something to look at; nothing is changed by it. */
export interface Check {
  readonly text: string;
  /** Where in the console of VBR. */
  readonly place: string | null;
  /** An example to read; DR365 runs none. */
  readonly command: string | null;
  readonly basis: PlanBasis;
}

/** What an option is expected to bring: a number where a formula gives one, null where none does. */
export interface Effect {
  readonly formula: EffectFormula;
  readonly value: number | null;
  readonly unit: string;
  readonly low: number | null;
  readonly high: number | null;
  /** How much data the number rests on; null where it is no count. */
  readonly sample: number | null;
  readonly text: string;
}

export const effectFormulas = [
  'risk-removed',
  'capacity-what-if',
  'retry-success',
  'restore-test',
  'no-model',
] as const;
export type EffectFormula = (typeof effectFormulas)[number];

export interface PlanOption {
  readonly title: string;
  readonly steps: readonly string[];
  readonly effect: Effect;
  readonly preconditions: readonly string[];
  readonly effortHours: number;
  readonly complexity: 'low' | 'medium' | 'high';
  readonly effortBasis: string;
  readonly sideEffects: readonly string[];
  readonly rollback: string;
}

export const comparators = ['<', '<=', '=', '>=', '>'] as const;

/** A condition that a machine can check: the metric keeps to the comparison for so many hours. */
export interface Criterion {
  readonly metric: PlanMetric;
  readonly comparator: (typeof comparators)[number];
  readonly value: number;
  readonly forHours: number;
}

export interface Article {
  readonly id: string;
  readonly url: string;
  readonly status: 'seen' | 'doc' | 'referenced' | 'recalled';
}

/** The steps of a plan, made of knowledge and of the figures of one risk. */
export interface PlanContent {
  /** Playbooks it was made of, with their version: `cause-vss/1`. */
  readonly playbooks: readonly string[];
  /** The kind of failure text behind it; null where none is known. */
  readonly signatureId: string | null;
  readonly summary: string;
  readonly evidence: ReadonlyArray<Omit<RiskEvidence, 'at'> & { readonly at: string | null }>;
  readonly hypotheses: readonly Hypothesis[];
  readonly checks: readonly Check[];
  /** Best first; the first gives the effort of the plan. */
  readonly options: readonly PlanOption[];
  readonly criteria: readonly Criterion[];
  /** What helps by the catalogue of failure texts. */
  readonly directions: readonly string[];
  readonly articles: readonly Article[];
}

/** `holding`: true now, and not yet for as long as asked for. */
export const criterionStates = ['met', 'holding', 'not-met', 'unknown'] as const;
export type CriterionState = (typeof criterionStates)[number];

/** How one criterion stands. */
export interface CriterionCheck {
  readonly state: CriterionState;
  readonly value: number | null;
  readonly heldSince: Date | null;
}

/** `regressed`: it was met once and is no longer. */
export const planVerdicts = ['met', 'not-met', 'regressed', 'unknown'] as const;
export type PlanVerdict = (typeof planVerdicts)[number];

/** What new data says of a plan. */
export interface Verification {
  readonly verdict: PlanVerdict;
  readonly since: Date;
  /** When all criteria were first met; null if never. */
  readonly firstMetAt: Date | null;
  /** In the order of the criteria. */
  readonly checks: readonly CriterionCheck[];
}

/** What became of the risk behind a plan; `merged`: another risk tells it now. */
export const planCauses = [
  'open',
  'unconfirmed',
  'gone',
  'merged',
  'below-threshold',
  'accepted',
] as const;
export type PlanCause = (typeof planCauses)[number];

/** Advice for one risk. */
export interface Plan {
  readonly vbrServerId: number;
  readonly riskId: string;
  readonly category: RiskCategory;
  readonly kind: string;
  readonly causeClass: string | null;
  readonly subject: RiskSubject;
  /** Names of what its criteria look at. */
  readonly looksAt: Readonly<Record<PlanFactKind, readonly string[]>>;
  readonly title: string;
  readonly score: number;
  readonly impact: number;
  readonly confidence: number;
  readonly tier: BusinessTier;
  /** Impact times confidence: what may be gained, in points. */
  readonly benefit: number;
  readonly effortHours: number;
  readonly isQuickWin: boolean;
  readonly content: PlanContent;
  readonly cause: PlanCause;
  readonly verification: Verification;
}

/** A plan as it is kept, with what people made of it. */
export interface KeptPlan extends Plan {
  readonly status: PlanStatus;
  readonly statusSince: Date;
  readonly madeAt: Date;
}

/** How many risks of a server have no plan, and why. */
export interface PlanTally {
  readonly vbrServerId: number;
  readonly asOf: Date;
  readonly risks: number;
  readonly planned: number;
  readonly belowScore: number;
  readonly belowConfidence: number;
  readonly accepted: number;
  readonly withoutPlaybook: number;
  readonly minimumScore: number;
  readonly minimumConfidence: number;
}
