import type { Component } from './cause.ts';
import type { Run } from './run.ts';
import type { MatchedLine } from './signature.ts';

/** A record of a log with what the catalogue says of it. */
export interface ExplainedLine extends MatchedLine {
  readonly sessionId: string;
  /** Null for a line of the session's own log. */
  readonly taskId: string | null;
  readonly recordId: number;
  readonly status: string;
  readonly at: Date;
  readonly text: string;
}

export interface TaskToExplain {
  readonly id: string;
  readonly sessionId: string;
  readonly workload: string;
  readonly result: string | null;
  readonly message: string | null;
  readonly createdAt: Date;
  /** Name of the repository it wrote to, as far as it is known. */
  readonly repository: string | null;
  /** Its log is still to be read. */
  readonly isLogPending: boolean;
}

export interface SessionToExplain {
  readonly id: string;
  readonly message: string | null;
  readonly createdAt: Date;
  /** Its log is still to be read. */
  readonly isLogPending: boolean;
}

/** A run that may have failed or warned, with all that may tell why. */
export interface RunToExplain {
  readonly run: Pick<Run, 'id' | 'jobId' | 'startedAt' | 'outcome'>;
  /** Its sessions, first attempt first. */
  readonly sessions: readonly SessionToExplain[];
  readonly tasks: readonly TaskToExplain[];
  /** Failed and warned records of its sessions and tasks. */
  readonly lines: readonly ExplainedLine[];
  /** Name of the job's repository, as far as it is known. */
  readonly jobRepository: string | null;
}

/** What is known of the estate a run belongs to. */
export interface KnownEstate {
  readonly backupServer: string;
  /** Everything that has a name of its own: only such names are taken from a text without quotes. */
  readonly components: readonly Component[];
}
