import type { AgentComputer } from './agent-computer.ts';
import type { FailureGroup } from './cause.ts';
import type { Proxy as BackupProxy, ManagedServer } from './infrastructure.ts';
import type { Immutability } from './repository.ts';
import type { RiskEvidence } from './risk.ts';
import type { BestPractice, MalwareEvent, MalwareObject } from './security.ts';
import type { ServerFactName, ServerFacts } from './server-fact.ts';

export interface RepositoryFact {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly hostId: string | null;
  readonly hostName: string | null;
  readonly isOnline: boolean | null;
  readonly isOutOfDate: boolean | null;
  readonly scaleOutRepositoryId: string | null;
  readonly immutability: Immutability | null;
  readonly seenAt: Date;
}

export interface ScaleOutFact {
  readonly id: string;
  readonly name: string;
  readonly performance: readonly string[];
  readonly capacity: {
    readonly repositoryIds: readonly string[];
    /** Every backup is copied there at once: a second copy. */
    readonly copiesAtOnce: boolean | null;
  } | null;
}

/** What a protection group discovered, when that was seen, and whether a backup is kept under its object. */
export interface AgentComputerFact extends AgentComputer {
  readonly hasBackups: boolean;
  readonly lastSeenAt: Date;
}

/** Where a workload has restore points that VBR still holds and that are not known to be useless. */
export interface Placement {
  readonly workloadId: string;
  readonly repositoryId: string | null;
  readonly jobId: string | null;
  readonly newestAt: Date;
}

/** Failures of one cause that go on, with the lines that say so. */
export interface GroupFact extends FailureGroup {
  readonly lines: ReadonlyArray<RiskEvidence & { readonly runId: string }>;
}

/** A fact of the server and when it was seen. */
export type SeenFacts = {
  readonly [Name in ServerFactName]?: {
    readonly value: ServerFacts[Name];
    readonly seenAt: Date;
  };
};

/** What is kept of an estate beside its findings, as far as risks rest on it. */
export interface EstateFacts {
  readonly groups: readonly GroupFact[];
  readonly repositories: readonly RepositoryFact[];
  readonly scaleOuts: readonly ScaleOutFact[];
  readonly proxies: readonly BackupProxy[];
  readonly managedServers: readonly ManagedServer[];
  readonly agentComputers: readonly AgentComputerFact[];
  readonly placements: readonly Placement[];
  readonly malwareObjects: readonly MalwareObject[];
  readonly malwareEvents: readonly MalwareEvent[];
  readonly bestPractices: readonly BestPractice[];
  readonly facts: SeenFacts;
}
