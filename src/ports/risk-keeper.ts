import type { Risk } from '../domain/risk.ts';
import type { BlastRadius, TierCompliance, WorkloadCompliance } from '../domain/risk-posture.ts';

/** Everything that one analysis of a server's risks says. */
export interface RiskAnalysis {
  readonly asOf: Date;
  readonly formula: string;
  readonly inputsKey: string;
  readonly open: readonly Risk[];
  readonly closed: ReadonlyArray<{ readonly id: string; readonly as: 'fixed' | 'merged' }>;
  readonly compliance: readonly WorkloadCompliance[];
  readonly tiers: readonly TierCompliance[];
  readonly blastRadii: readonly BlastRadius[];
  readonly hasInventory: boolean;
  /** Of the computers that protection groups discovered those that were never backed up are told. */
  readonly seesAgentComputers: boolean;
  /** A score that moved by less is neither worse nor better; an accepted risk that is worse by so much is open again. */
  readonly changedPoints: number;
}

export interface AcceptedRisk {
  readonly riskId: string;
  readonly owner: string;
  readonly reason: string;
  readonly acceptedAt: Date;
  readonly expiresAt: Date;
}

/** Risks as the analyst role writes them in the risk database. */
export interface RiskKeeper {
  readonly lastAnalysis: (
    vbrServerId: number,
  ) => Promise<{ readonly asOf: Date; readonly inputsKey: string } | null>;
  readonly openRisks: (vbrServerId: number) => Promise<readonly Risk[]>;
  /** The analysis, its changes and what it says of workloads, in one transaction; rows that stay as they were are not rewritten. */
  readonly keepAnalysis: (
    vbrServerId: number,
    passId: string,
    analysis: RiskAnalysis,
  ) => Promise<{ readonly changed: number; readonly closed: number }>;
  /** Null where nothing was imported. */
  readonly inventory: (vbrServerId: number) => Promise<readonly string[] | null>;
  /** Replaces what was imported for each server. */
  readonly keepInventory: (
    machines: ReadonlyMap<
      number,
      ReadonlyArray<{ readonly name: string; readonly platform: string | null }>
    >,
    importedAt: Date,
  ) => Promise<number>;
  /** False where no open risk goes by this id. */
  readonly accept: (accepted: AcceptedRisk) => Promise<boolean>;
  /** False where it is not accepted. */
  readonly reopen: (riskId: string, at: Date) => Promise<boolean>;
}
