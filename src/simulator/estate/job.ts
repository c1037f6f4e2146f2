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

/** A repository or a scale-out repository. */
export interface JobTarget {
  readonly targetId: string;
  readonly targetName: string;
  readonly targetPath: string;
}

/** What of a job somebody can change, beside its target. */
interface JobShape {
  readonly name: string;
  /** Changes add workloads at the end, so that a workload keeps its place. */
  readonly workloads: readonly string[];
  readonly schedule: Schedule;
}

export type ChangeKind = 'name' | 'schedule' | 'objects' | 'component';

/** A change of the job's configuration, or of a component it uses, within the history. */
export interface JobChange {
  readonly kind: ChangeKind;
  readonly atMs: number;
  readonly before: string;
  readonly after: string;
  /** What was different before it. */
  readonly former: Partial<JobShape>;
}

export interface Intrusion {
  readonly fromMs: number;
  /** Infinite while nobody ends it. */
  untilMs: number;
}

/** Shared by a job and its copies: what is repaired in one is repaired in all. */
interface Skipped {
  readonly place: number;
  readonly sinceMs: number;
  /** Infinite while nobody repairs it. */
  untilMs: number;
}

export interface SimulatedJob extends JobTarget, JobShape {
  readonly index: number;
  readonly id: string;
  readonly description: string;
  readonly kind: JobKind;
  /** The customer whose job it is; null where there is but one. */
  readonly tenant: string | null;
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
  /** Where it wrote to before; null for one that never moved. */
  readonly movedFrom: (JobTarget & { readonly untilMs: number }) | null;
  /** Index of the job whose backups it copies; null for a job that copies nothing. */
  readonly sourceJob: number | null;
  /** The workload it passes over without a word of warning; null for a job that passes over none. */
  readonly skipped: Skipped | null;
  readonly change: JobChange | null;
  /** When it was made; null for before the history. */
  readonly madeMs: number | null;
  /** When it was deleted; null while it lives. */
  readonly deletedMs: number | null;
  /** While an intruder encrypts what it backs up; null where none does. */
  readonly intrusion: Intrusion | null;
  /** Index of the job it starts after; null for one with a schedule of its own. */
  readonly afterJob: number | null;
}

/** The job as it was configured at an instant. */
export function jobAt(job: SimulatedJob, instantMs: number): SimulatedJob {
  const { change, movedFrom } = job;
  const isShaped = change === null || instantMs >= change.atMs;
  const isMoved = movedFrom === null || instantMs >= movedFrom.untilMs;
  if (isShaped && isMoved) return job;
  const { targetId, targetName, targetPath } = isMoved ? job : movedFrom;
  return { ...job, ...(isShaped ? {} : change.former), targetId, targetName, targetPath };
}

/** Whether the server lists the job at an instant. */
export function isListed({ madeMs, deletedMs }: SimulatedJob, instantMs: number): boolean {
  return (madeMs ?? instantMs) <= instantMs && (deletedMs === null || instantMs < deletedMs);
}

/** Whether the job starts by itself, as far as it is configured. */
export function startsByItself({ behaviour }: SimulatedJob): boolean {
  return behaviour.name !== 'never-run' && behaviour.name !== 'unscheduled';
}
