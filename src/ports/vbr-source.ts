import type { JobDefinition, JobState } from '../domain/job.ts';
import type { RepositoryDefinition, RepositoryState } from '../domain/repository.ts';
import type { LogOwner, LogRecord, Session, Task } from '../domain/session.ts';
import type { Revision, ServerClock, ServerInfo } from '../domain/vbr-server.ts';

/** A row VBR sent that could not be read; kept as a count and a reason, never as a zero. */
export interface RejectedRow {
  readonly id: string | null;
  readonly reason: string;
}

/** One answer of a list, translated. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly rejected: readonly RejectedRow[];
}

/** Created at or after `createdAfter`, before `createdBefore`; pages come in ascending order of creation. */
export interface CreationWindow {
  readonly createdAfter: Date;
  readonly createdBefore: Date;
}

/** Requests sent so far, for the journal and the benchmark. */
export interface RequestCounts {
  readonly list: number;
  readonly log: number;
  readonly other: number;
  readonly retried: number;
}

/**
 * What a VBR server tells, read-only by type: there is no way to ask for a change.
 * A refused source throws a Fault with code source-forbidden or source-unsupported; a source that does not
 * answer throws server-unreachable or server-answer-unreadable after its retries.
 */
export interface VbrSource {
  readonly revision: Revision;
  readonly serverClock: () => Promise<ServerClock>;
  readonly serverInfo: () => Promise<ServerInfo>;
  readonly jobStates: () => AsyncIterable<Page<JobState>>;
  readonly jobDefinitions: () => AsyncIterable<Page<JobDefinition>>;
  readonly repositories: () => AsyncIterable<Page<RepositoryDefinition>>;
  readonly repositoryStates: () => AsyncIterable<Page<RepositoryState>>;
  /** Sessions of the types that make runs in this revision. */
  readonly sessions: (window: CreationWindow) => AsyncIterable<Page<Session>>;
  /** One session by id; null when VBR no longer has it. */
  readonly session: (id: string) => Promise<Session | null>;
  /** Failed and warned backup tasks. */
  readonly unsuccessfulTasks: (window: CreationWindow) => AsyncIterable<Page<Task>>;
  /** Failed and warned records of one log; null when VBR no longer has it. */
  readonly log: (owner: LogOwner) => Promise<Page<LogRecord> | null>;
  readonly requestCounts: () => RequestCounts;
  /** Logs out and closes connections; safe to call twice, never throws. */
  readonly close: () => Promise<void>;
}
