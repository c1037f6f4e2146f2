import { type AnswerLimits, limitsOf } from './answer-limits.ts';

/** How much of a whole plan is shown. */
export interface PlanLimits {
  readonly answer: AnswerLimits;
  readonly names: number;
  readonly sentences: number;
  /** Hypotheses, and checks. */
  readonly items: number;
  readonly options: number;
  readonly evidence: number;
}

/** Tried in this order: verification, rollback and the first option always stay. */
export const planLimits: readonly PlanLimits[] = [
  { items: 7, options: 3, evidence: 3, sentences: 240 },
  { items: 6, options: 3, evidence: 2, sentences: 200 },
  { items: 5, options: 2, evidence: 2, sentences: 180 },
  { items: 4, options: 2, evidence: 1, sentences: 140 },
  { items: 4, options: 1, evidence: 1, sentences: 100 },
  { items: 3, options: 1, evidence: 1, sentences: 60 },
].map((each) => ({ ...each, names: 80, answer: limitsOf.summary }));
