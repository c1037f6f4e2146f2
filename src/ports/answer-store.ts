import type { Feature, Finding, SubjectKind } from '../domain/finding.ts';
import type { Run } from '../domain/run.ts';
import type { LogRecord } from '../domain/session.ts';
import type { SourceState } from '../domain/source-state.ts';
import type { VbrServer } from '../domain/vbr-server.ts';
import type { CauseAnswers } from './cause-answers.ts';
import type { ChangeAnswers } from './change-answers.ts';
import type { EfficiencyAnswers } from './efficiency-answers.ts';

/** A server with what waits at it. */
export interface ServerOverview extends VbrServer {
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
export interface AnswerStore extends CauseAnswers, ChangeAnswers, EfficiencyAnswers {
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
