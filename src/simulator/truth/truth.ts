import type { SourceName } from '../../domain/source-state.ts';
import type { Revision } from '../../domain/vbr-server.ts';
import type { BehaviourName, Scenario } from '../estate/behaviour.ts';
import type { BlockExclusions } from '../estate/block-exclusions.ts';
import type { Component } from '../estate/component.ts';
import type { Role } from '../server/roles.ts';
import type { AgentComputersTruth } from './agent-computers.ts';
import type { BackupsTruth } from './backup-truth.ts';
import type {
  IntrusionTruth,
  PatternTruth,
  SkippedWorkloadTruth,
  SlowdownTruth,
} from './behaviour-truth.ts';
import type { ChangeTruth } from './change-truth.ts';
import type { FailureGroupTruth } from './failure-groups.ts';
import type { ProblemTruth } from './problems.ts';
import type { RepositoryTruth } from './repository-truth.ts';
import type { RestoreTruth } from './restores.ts';
import type { WindowedCounts } from './run-counts.ts';
import type { ScaleOutTruth } from './scale-out-truth.ts';
import type { MissedRunTruth, SilentJobTruth, StalledRunTruth } from './schedule-truth.ts';
import type { SecurityTruth } from './security.ts';
import type { WorkloadProofs } from './verification.ts';
import type { WorkloadTruth } from './workload-truth.ts';

interface CauseTruth {
  /** The simulator's own name of the cause. */
  readonly key: string;
  /** The class a catalogue of known messages puts it in; null for wording that exists in none. */
  readonly causeClass: string | null;
  readonly component: Component;
  /** False for wording that exists in no catalogue. */
  readonly isFamiliar: boolean;
  /** The whole text as the log of the first affected workload carries it. */
  readonly text: string;
  readonly workloads: readonly string[];
}

export interface RunTruth {
  readonly jobId: string;
  readonly jobName: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly attempts: number;
  readonly firstSessionId: string;
  readonly cause: CauseTruth | null;
}

export interface JobTruth {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly behaviour: BehaviourName;
  readonly isDisabled: boolean;
  /** Null for kinds whose definition does not tell. */
  readonly blockExclusions: BlockExclusions | null;
  readonly guestFamilies: readonly string[];
  readonly runs: WindowedCounts;
  readonly lastRunStartedAt: string | null;
  /** Failed runs in a row up to the last decided one; canceled, running and undecided runs do not count. */
  readonly failedStreak: number;
  /** Start of the first run of that streak. */
  readonly failingSince: string | null;
}

/** What is true of the estate, told by its generation and never read back from answers. */
export interface SimulatorTruth {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly revision: Revision;
  readonly asOf: string;
  readonly historyStart: string;
  readonly zone: string;
  readonly server: {
    readonly name: string;
    readonly vbrId: string;
    readonly buildVersion: string;
    readonly platform: string;
  };
  readonly role: Role;
  readonly sight: Readonly<
    Record<
      Role,
      { readonly visible: readonly SourceName[]; readonly hidden: readonly SourceName[] }
    >
  >;
  readonly totals: {
    /** Every job the server lists, content scans among them. */
    readonly jobs: number;
    /** Those that only scan contents and so have no runs. */
    readonly scanJobs: number;
    readonly repositories: number;
    readonly runs: WindowedCounts;
    /** Visible sessions that belong to a job. */
    readonly jobSessions: number;
    readonly jobSessionsByResult: Readonly<Record<string, number>>;
    readonly sessionsByType: Readonly<Record<string, number>>;
  };
  /** Visible sessions that must not count as runs. */
  readonly excluded: {
    readonly offload: number;
    readonly otherTypes: number;
    /** Sessions of jobs that were deleted, which nothing tells from those of no job. */
    readonly deletedJobs: number;
  };
  readonly jobs: readonly JobTruth[];
  readonly failedRunsLast24Hours: readonly RunTruth[];
  readonly healedRunsLast24Hours: readonly RunTruth[];
  readonly repositories: readonly RepositoryTruth[];
  readonly scaleOutRepositories: readonly ScaleOutTruth[];
  readonly backups: BackupsTruth;
  readonly workloads: readonly WorkloadTruth[];
  readonly agentComputers: AgentComputersTruth;
  readonly restores: readonly RestoreTruth[];
  readonly verification: readonly WorkloadProofs[];
  readonly security: SecurityTruth;
  readonly failureGroups: readonly FailureGroupTruth[];
  readonly missedRuns: readonly MissedRunTruth[];
  readonly silentJobs: readonly SilentJobTruth[];
  readonly stalledRuns: readonly StalledRunTruth[];
  readonly skippedWorkloads: readonly SkippedWorkloadTruth[];
  readonly slowdowns: readonly SlowdownTruth[];
  readonly patterns: readonly PatternTruth[];
  readonly intrusions: readonly IntrusionTruth[];
  readonly changes: readonly ChangeTruth[];
  /** At most five, the worst first. */
  readonly problems: readonly ProblemTruth[];
}
