import type { Feature, Finding, SubjectKind } from '../domain/finding.ts';
import type { Job } from '../domain/job.ts';
import type { JobDepth } from '../domain/job-depth.ts';
import type { CapacitySample } from '../domain/repository.ts';
import type { BriefRun, Run } from '../domain/run.ts';
import type { Session } from '../domain/session.ts';
import type { SourceState } from '../domain/source-state.ts';
import type { ServerClock, VbrServer } from '../domain/vbr-server.ts';
import type { WorkloadFacts } from '../domain/workload.ts';
import type { Kept } from './collection-store.ts';

/** The sessions of one job from which its runs are folded anew. */
export interface JobToFold {
  readonly job: Pick<Job, 'id' | 'retry'>;
  /** Runs that started at or after this instant are replaced. */
  readonly from: Date;
  readonly sessions: readonly Session[];
}

export interface FoldedJob {
  readonly jobId: string;
  readonly from: Date;
  readonly runs: readonly Run[];
}

/** One job's facts for F1. */
export interface JobFacts {
  readonly job: Job;
  /** Runs started inside the history window, oldest first. */
  readonly runs: readonly BriefRun[];
  readonly depth: JobDepth;
}

/** Read and written by analysis, as the analyst role. */
/** What of the current findings is wanted; absent: all. */
export interface FindingPart {
  readonly subjectIds?: readonly string[] | undefined;
  readonly measures?: readonly string[] | undefined;
}

export interface AnalysisStore {
  readonly servers: () => Promise<readonly VbrServer[]>;
  /** How the server's local times become instants; UTC where its clock was never read. */
  readonly serverClock: (
    vbrServerId: number,
  ) => Promise<Pick<ServerClock, 'zone' | 'offsetMinutes'>>;
  readonly sourceStates: (vbrServerId: number) => Promise<readonly SourceState[]>;
  /** Jobs whose sessions changed since they were last folded, streamed in batches. */
  readonly jobsToFold: (vbrServerId: number) => AsyncIterable<readonly JobToFold[]>;
  /** Replaces runs, marks the jobs for analysis and clears their fold mark in one transaction. */
  readonly replaceRuns: (vbrServerId: number, folded: readonly FoldedJob[]) => Promise<Kept>;
  /** Jobs changed since their last analysis or analysed before `staleBefore`, streamed in batches. */
  readonly jobsToAnalyse: (
    vbrServerId: number,
    window: { readonly from: Date; readonly asOf: Date; readonly staleBefore: Date },
  ) => AsyncIterable<readonly JobFacts[]>;
  /** One current finding per subject; a day's last score per subject is kept as history. Clears the analysis mark of job subjects. */
  readonly keepFindings: (
    vbrServerId: number,
    passId: string,
    findings: readonly Finding[],
  ) => Promise<Kept>;
  /** The current findings of one kind, streamed in batches; of these subjects and with these measures alone where they are named. */
  readonly currentFindings: (
    vbrServerId: number,
    feature: Feature,
    kind: SubjectKind,
    part?: FindingPart,
  ) => AsyncIterable<readonly Finding[]>;
  /** Workloads whose restore points or tasks changed, or whose finding is older than `staleBefore`, streamed in batches. */
  readonly workloadsToAssess: (
    vbrServerId: number,
    staleBefore: Date,
  ) => AsyncIterable<readonly WorkloadFacts[]>;
  readonly repositoryReadings: (vbrServerId: number) => Promise<readonly RepositoryReading[]>;
}

/** A repository with its newest sample; null when none was taken. */
export interface RepositoryReading {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly sample: CapacitySample | null;
  readonly seenAt: Date;
}
