import type { SourceName } from '../../domain/source-state.ts';
import type { Revision } from '../../domain/vbr-server.ts';
import type { BehaviourName, Scenario } from '../estate/behaviour.ts';
import type { RepositoryUsage } from '../estate/repositories.ts';
import type { Role } from '../server/roles.ts';

/** Runs by outcome. A run counts where it started; running and undecided runs have no outcome yet. */
export interface RunCounts {
  total: number;
  success: number;
  warning: number;
  failed: number;
  canceled: number;
  running: number;
  /** Failed so far and retried, only right after the clock was advanced. */
  undecided: number;
  /** Ended well after at least one failed attempt; also counted in success or warning. */
  healed: number;
}

/** Windows end at `asOf` and begin this far before it, both included. */
export interface WindowedCounts {
  readonly last24Hours: RunCounts;
  readonly last7Days: RunCounts;
  readonly last30Days: RunCounts;
  readonly history: RunCounts;
}

interface CauseTruth {
  /** The simulator's own name of the cause. */
  readonly key: string;
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
  readonly runs: WindowedCounts;
  readonly lastRunStartedAt: string | null;
  /** Failed runs in a row up to the last decided one; canceled, running and undecided runs do not count. */
  readonly failedStreak: number;
  /** Start of the first run of that streak. */
  readonly failingSince: string | null;
}

interface RepositoryTruth extends RepositoryUsage {
  readonly id: string;
  readonly name: string;
  readonly scaleOutRepositoryId: string | null;
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
    readonly jobs: number;
    readonly repositories: number;
    readonly runs: WindowedCounts;
    /** Visible sessions that belong to a job. */
    readonly jobSessions: number;
    readonly jobSessionsByResult: Readonly<Record<string, number>>;
    readonly sessionsByType: Readonly<Record<string, number>>;
  };
  /** Visible sessions that must not count as runs. */
  readonly excluded: { readonly offload: number; readonly otherTypes: number };
  readonly jobs: readonly JobTruth[];
  readonly failedRunsLast24Hours: readonly RunTruth[];
  readonly healedRunsLast24Hours: readonly RunTruth[];
  readonly repositories: readonly RepositoryTruth[];
}
