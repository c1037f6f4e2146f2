import type { KeptPlan, Plan, PlanStatus, PlanTally } from '../domain/plan.ts';
import type { PlanFact } from '../domain/plan-fact.ts';
import type { Risk } from '../domain/risk.ts';
import type { JournalRow } from './journal.ts';

/** Risks as planning sees them. */
export interface RisksToPlan {
  readonly open: readonly Risk[];
  /** By id, what became of risks that a plan is kept for. */
  readonly closed: ReadonlyMap<string, 'fixed' | 'merged'>;
  readonly accepted: ReadonlySet<string>;
}

/** The risk database as planning may use it: views to read, plans to write. */
export interface PlanStore {
  /** Servers that have been analysed for risks. */
  readonly vbrServerIds: () => Promise<readonly number[]>;
  readonly risks: (vbrServerId: number, asOf: Date) => Promise<RisksToPlan>;
  readonly facts: (vbrServerId: number) => Promise<readonly PlanFact[]>;
  readonly plans: (vbrServerId: number) => Promise<readonly KeptPlan[]>;
  /** New plans begin as GENERATED; a plan that is there keeps its status. */
  readonly keep: (passId: string, asOf: Date, plans: readonly Plan[]) => Promise<void>;
  readonly keepTally: (tally: PlanTally) => Promise<void>;
  /** The plan as it was before; null where none is for this risk. */
  readonly setStatus: (riskId: string, status: PlanStatus, at: Date) => Promise<KeptPlan | null>;
  readonly journal: (row: Omit<JournalRow, 'component'>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Keeps the figures that plans are checked against, as the analyst role. */
export interface PlanFactStore {
  /** Names, in lower case, of what kept plans look at. */
  readonly lookedAt: (vbrServerId: number) => Promise<readonly string[]>;
  readonly keepFacts: (vbrServerId: number, facts: readonly PlanFact[]) => Promise<void>;
}
