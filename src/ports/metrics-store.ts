import type { BackupFile, RestorePoint } from '../domain/backup.ts';
import type { Feature, Finding, SubjectKind } from '../domain/finding.ts';
import type { InstantRecoveryMount } from '../domain/infrastructure.ts';
import type { Job, JobDefinition, JobState } from '../domain/job.ts';
import type { JobDepth } from '../domain/job-depth.ts';
import type {
  CapacitySample,
  RepositoryDefinition,
  RepositoryState,
} from '../domain/repository.ts';
import type { BriefRun, Run } from '../domain/run.ts';
import type { MalwareEvent } from '../domain/security.ts';
import type { ServerFactName, ServerFacts } from '../domain/server-fact.ts';
import type { LogOwner, LogRecord, Session, Task } from '../domain/session.ts';
import type { SourceName, SourceState } from '../domain/source-state.ts';
import type { Revision, ServerClock, ServerInfo, VbrServer } from '../domain/vbr-server.ts';
import type { WorkloadFacts } from '../domain/workload.ts';
import type { CauseAnswers } from './cause-answers.ts';
import type { ChangeAnswers } from './change-answers.ts';
import type { ListedKind, ListedRows } from './listed-rows.ts';
import type { CreationWindow } from './vbr-source.ts';

export interface Kept {
  readonly inserted: number;
  readonly changed: number;
}

/** Rows and the cursor that says they are there: one transaction, so that a kill loses and duplicates nothing. */
export interface CursoredBatch<Row> {
  readonly rows: readonly Row[];
  /** Creation time up to which the source is complete; null leaves the cursor alone. */
  readonly cursor: Date | null;
}

/** A cursor is named for its source; `task-history` goes back through the tasks that the first pass left. */
export type CursorName = SourceName | 'task-history';

/** Written by collection, as the collector role. Every call is one transaction and repeatable. */
export interface CollectionStore {
  /** The id bound to this settings entry, made at first contact. */
  readonly registerServer: (
    entry: string,
    address: string,
    revision: Revision,
  ) => Promise<VbrServer>;
  readonly recordServer: (
    vbrServerId: number,
    info: ServerInfo | null,
    clock: ServerClock | null,
  ) => Promise<void>;
  /** Runs work while holding this server's collection lock; throws already-running when another process has it. */
  readonly withServerLock: <Result>(
    vbrServerId: number,
    work: () => Promise<Result>,
  ) => Promise<Result>;
  readonly cursor: (vbrServerId: number, name: CursorName) => Promise<Date | null>;
  /** Moves a cursor back, or makes it: after the server's clock was set back, and for the one that goes back by itself. */
  readonly moveCursorBack: (vbrServerId: number, name: CursorName, position: Date) => Promise<void>;
  /** Also marks the jobs whose runs changed for folding, in the same transaction. Unchanged rows are not rewritten. */
  readonly keepSessions: (vbrServerId: number, batch: CursoredBatch<Session>) => Promise<Kept>;
  /** Ids of kept sessions that had not ended, oldest first. */
  readonly unfinishedSessions: (vbrServerId: number, atMost: number) => Promise<readonly string[]>;
  /** How many kept sessions of these types had not ended. */
  readonly countUnfinished: (
    vbrServerId: number,
    sessionTypes: readonly string[],
  ) => Promise<number>;
  /** Ids of sessions kept from this window that are not among those seen, newest first; vanished ones are left out. */
  readonly missingSessions: (
    vbrServerId: number,
    window: CreationWindow,
    seenIds: readonly string[],
  ) => Promise<readonly string[]>;
  /** A session that VBR no longer has is over with an unknown outcome; its job is marked for folding. */
  readonly markVanished: (vbrServerId: number, sessionIds: readonly string[]) => Promise<void>;
  readonly keepTasks: (vbrServerId: number, batch: CursoredBatch<Task>) => Promise<Kept>;
  /** `complete`: the whole list was read, so jobs that are not in it are marked as no longer listed. */
  readonly keepJobStates: (
    vbrServerId: number,
    rows: readonly JobState[],
    complete: boolean,
    seenAt: Date,
  ) => Promise<Kept>;
  /** Ids of the jobs that the last complete list of states held. */
  readonly listedJobs: (vbrServerId: number) => Promise<readonly string[]>;
  /** A definition that differs from the last one becomes a new version, seen from this instant on. */
  readonly keepJobDefinitions: (
    vbrServerId: number,
    rows: readonly JobDefinition[],
    seenAt: Date,
  ) => Promise<Kept>;
  readonly keepRepositories: (
    vbrServerId: number,
    rows: readonly RepositoryDefinition[],
    seenAt: Date,
  ) => Promise<Kept>;
  readonly keepRepositoryStates: (
    vbrServerId: number,
    rows: readonly RepositoryState[],
    samples: readonly CapacitySample[],
    seenAt: Date,
  ) => Promise<Kept>;
  /** Logs of failed and warned sessions and tasks that were not read yet, newest first. */
  readonly pendingLogs: (vbrServerId: number, atMost: number) => Promise<readonly LogOwner[]>;
  readonly countPendingLogs: (vbrServerId: number) => Promise<number>;
  /** Null records: VBR no longer has the log; it leaves the backlog and says so. */
  readonly keepLog: (
    vbrServerId: number,
    owner: LogOwner,
    records: readonly LogRecord[] | null,
    readAt: Date,
  ) => Promise<void>;
  /**
   * `complete`: the whole list was read, so rows that are not in it are marked as no longer listed; a backup takes its files
   * and restore points with it. A changed object's backups are marked for the reading of their files.
   */
  readonly keepListed: <Kind extends ListedKind>(
    vbrServerId: number,
    kind: Kind,
    rows: readonly ListedRows[Kind][],
    complete: boolean,
    seenAt: Date,
  ) => Promise<Kept>;
  /** The present value, and the day's last one for its history. */
  readonly keepFact: <Name extends ServerFactName>(
    vbrServerId: number,
    name: Name,
    value: ServerFacts[Name],
    seenAt: Date,
  ) => Promise<Kept>;
  /** Also marks the backups that have new restore points for the reading of their files, in the same transaction. */
  readonly keepRestorePoints: (
    vbrServerId: number,
    batch: CursoredBatch<RestorePoint>,
  ) => Promise<Kept>;
  /** The points flagged now; with `complete`, those flagged before and not any more lose their mark. */
  readonly keepFlaggedRestorePoints: (
    vbrServerId: number,
    rows: readonly RestorePoint[],
    complete: boolean,
  ) => Promise<Kept>;
  /**
   * Listed backups whose files were never read or that have new restore points since, longest waiting first. What is handed
   * out goes to the end of the queue until its files are kept, so that one that cannot be read holds up no other.
   */
  readonly backupsToRead: (vbrServerId: number, atMost: number) => Promise<readonly string[]>;
  readonly countBackupsToRead: (vbrServerId: number) => Promise<number>;
  /**
   * `complete`: the whole list was read, so files that are not in it are marked as gone, and so are restore points that lay
   * in them and that no other file names. Clears the backup's mark unless a newer one came meanwhile.
   */
  readonly keepBackupFiles: (
    vbrServerId: number,
    backupId: string,
    files: readonly BackupFile[],
    complete: boolean,
    readAt: Date,
  ) => Promise<Kept>;
  readonly keepMalwareEvents: (
    vbrServerId: number,
    batch: CursoredBatch<MalwareEvent>,
  ) => Promise<Kept>;
  /** One sample of everything mounted now; a mount's first instant in each state is kept. */
  readonly keepMounts: (
    vbrServerId: number,
    rows: readonly InstantRecoveryMount[],
    sampledAt: Date,
  ) => Promise<Kept>;
  /** Keeps lastAvailableAt of earlier passes when this one was not available, and what is pending when this one cannot tell. */
  readonly recordSource: (
    vbrServerId: number,
    passId: string,
    state: Omit<SourceState, 'lastAvailableAt'>,
  ) => Promise<void>;
}

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
  /** The current findings of one kind, streamed in batches, for folds over the estate. */
  readonly currentFindings: (
    vbrServerId: number,
    feature: Feature,
    kind: SubjectKind,
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

/** A server with the instants its answers rest on. */
export interface ServerOverview extends VbrServer {
  /** Newest end of a collection in which the sessions were available; null if never. */
  readonly sessionsAsOf: Date | null;
  readonly pendingLogs: number;
}

export interface FindingQuery {
  readonly feature: Feature;
  readonly kind: SubjectKind;
  readonly vbrServerId?: number;
  /** Exact name or id, without case. */
  readonly subject?: string;
  /** Only names that hold each of these words, which are in lower case. */
  readonly nameWords?: readonly string[];
  /** Only these ids. */
  readonly subjectIds?: readonly string[];
  /** Only subjects whose newest run started at or after this instant (jobs). */
  readonly since?: Date;
  readonly order: 'worst-first' | 'name';
  readonly limit: number;
  readonly offset: number;
}

/** A finding with the server it speaks of. */
export interface LocatedFinding {
  readonly vbrServerId: number;
  readonly passId: string;
  readonly finding: Finding;
}

/** A failed or warned log record with what it belongs to. */
export interface FailureLine extends LogRecord {
  readonly sessionId: string;
  readonly taskId: string | null;
  readonly taskName: string | null;
}

/** Read by the doors, as the mcp role: views only. */
export interface AnswerStore extends CauseAnswers, ChangeAnswers {
  readonly servers: () => Promise<readonly ServerOverview[]>;
  readonly sourceStates: (vbrServerId: number) => Promise<readonly SourceState[]>;
  readonly findings: (
    query: FindingQuery,
  ) => Promise<{ readonly rows: readonly LocatedFinding[]; readonly total: number }>;
  /** Newest first. */
  readonly runs: (query: {
    readonly vbrServerId: number;
    readonly jobId?: string;
    readonly since?: Date;
    readonly outcomes?: readonly Run['outcome'][];
    /** Only runs with at least this many attempts: 2 finds the retried ones. */
    readonly attemptsAtLeast?: number;
    readonly limit: number;
  }) => Promise<{ readonly rows: readonly Run[]; readonly total: number }>;
  /** Runs that started since an instant, by outcome; an outcome without a run is absent. */
  readonly runCounts: (
    vbrServerId: number,
    since: Date,
  ) => Promise<Readonly<Partial<Record<Run['outcome'], number>>>>;
  /** Failed and warned log records of these sessions and their tasks, in order of time. */
  readonly failureLines: (
    vbrServerId: number,
    sessionIds: readonly string[],
    atMost: number,
  ) => Promise<readonly FailureLine[]>;
  /** Names of known subjects, to help a reader who mistyped one. */
  readonly similarNames: (
    kind: SubjectKind,
    text: string,
    atMost: number,
  ) => Promise<readonly string[]>;
  /** Row count per kind: servers, sessions, runs, tasks, logs, jobs, repositories, capacity-samples, findings and every source since. */
  readonly counts: () => Promise<Readonly<Record<string, number>>>;
}
