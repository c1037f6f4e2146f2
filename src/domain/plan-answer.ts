import type { AnswerBase, Listed } from './health-answer.ts';
import type { KeptPlan, PlanTally } from './plan.ts';
import type { Refusal } from './refusal.ts';

/** A plan with the server it is for. */
export interface PlanShown {
  readonly serverEntry: string;
  readonly plan: KeptPlan;
}

/** What may be done about the risks, the worthiest first. */
export interface WorklistAnswer extends AnswerBase {
  readonly kind: 'worklist';
  /** What it was narrowed to; null for everything. */
  readonly about: string | null;
  readonly plans: Listed<PlanShown>;
  readonly tallies: readonly PlanTally[];
  /** By status, of all plans. */
  readonly byStatus: Readonly<Record<string, number>>;
  readonly met: number;
  readonly regressed: number;
  /** Somebody asked for something to be done: what is said to that. */
  readonly refusal: Refusal | null;
}

export interface PlanAnswer extends AnswerBase {
  readonly kind: 'plan';
  readonly shown: PlanShown;
  /** Other plans for the same subject. */
  readonly others: readonly string[];
}
