import type { KeptPlan, PlanStatus, PlanTally } from '../domain/plan.ts';
import type { RiskCategory } from '../domain/risk.ts';

export interface PlanQuery {
  readonly vbrServerIds: readonly number[];
  /** Only this risk. */
  readonly riskId?: string;
  readonly categories?: readonly RiskCategory[];
  /** Whole name, or what it looks at, without case. */
  readonly name?: string;
  /** Without plans whose risk is gone, that are done, or that nobody has to look at. */
  readonly onlyToDo?: true;
  readonly limit: number;
  readonly offset: number;
}

/** Plans as the doors read them. */
export interface PlanAnswers {
  /** Quick wins first, then benefit over effort. */
  readonly plans: (
    query: PlanQuery,
  ) => Promise<{ readonly rows: readonly KeptPlan[]; readonly total: number }>;
  readonly tallies: (vbrServerIds: readonly number[]) => Promise<readonly PlanTally[]>;
  /** How many plans there are by status, and by verdict. */
  readonly planCounts: (vbrServerIds: readonly number[]) => Promise<PlanCounts>;
  /** Ids of risks and names of subjects that a reader may have meant. */
  readonly similarPlans: (text: string, atMost: number) => Promise<readonly string[]>;
}

export interface PlanCounts {
  readonly byStatus: Readonly<Partial<Record<PlanStatus, number>>>;
  readonly met: number;
  readonly regressed: number;
}
