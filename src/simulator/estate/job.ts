import type { Behaviour } from './behaviour.ts';
import type { JobKind } from './job-kinds.ts';
import type { Schedule } from './schedule.ts';

/** How often a job's runs go wrong, worked out from the shares the estate aims at. */
export interface FailureRates {
  /** Share of runs whose first attempt fails. */
  readonly firstFailure: number;
  /** Share of those that a retry heals. */
  readonly heal: number;
  /** Share of runs that end with a warning. */
  readonly warning: number;
}

export interface SimulatedJob {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly kind: JobKind;
  /** A repository or a scale-out repository. */
  readonly targetId: string;
  readonly targetName: string;
  readonly targetPath: string;
  readonly workloads: readonly string[];
  readonly schedule: Schedule;
  readonly retry: {
    readonly isEnabled: boolean;
    readonly count: number;
    readonly awaitMinutes: number;
  };
  readonly behaviour: Behaviour;
  readonly rates: FailureRates;
  readonly typicalMinutes: number;
  readonly fullWeekday: number;
  /** Bytes one of its workloads holds, roughly. */
  readonly workloadBytes: number;
  readonly isHighPriority: boolean;
}
