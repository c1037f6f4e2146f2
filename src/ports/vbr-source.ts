import type { AgentComputer, KnownGroup } from '../domain/agent-computer.ts';
import type { BackupFile, RestorePoint } from '../domain/backup.ts';
import type { InstantRecoveryMount } from '../domain/infrastructure.ts';
import type { JobDefinition, JobState } from '../domain/job.ts';
import type { RepositoryDefinition, RepositoryState } from '../domain/repository.ts';
import type { MalwareEvent } from '../domain/security.ts';
import type { ServerFactName, ServerFacts } from '../domain/server-fact.ts';
import type { LogOwner, LogRecord, Session, Task } from '../domain/session.ts';
import type { Revision, ServerClock, ServerInfo } from '../domain/vbr-server.ts';
import type { ListedRows, WholeListKind } from './listed-rows.ts';

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
  /** One of the things a server has only one of; a server without it (404) is `unsupported`. */
  readonly fact: <Name extends ServerFactName>(name: Name) => Promise<ServerFacts[Name]>;
  /** A list that is read whole. */
  readonly list: <Kind extends WholeListKind>(kind: Kind) => AsyncIterable<Page<ListedRows[Kind]>>;
  /** What every protection group discovered. Where one list holds all of it, groups are asked for only when one is not known. */
  readonly agentComputers: (
    known: ReadonlyMap<string, KnownGroup>,
  ) => AsyncIterable<Page<AgentComputer>>;
  readonly jobStates: () => AsyncIterable<Page<JobState>>;
  readonly jobDefinitions: () => AsyncIterable<Page<JobDefinition>>;
  /** One job's definition, for servers whose whole list fails; null when VBR does not have it. */
  readonly jobDefinition: (id: string) => Promise<JobDefinition | null>;
  readonly repositories: () => AsyncIterable<Page<RepositoryDefinition>>;
  readonly repositoryStates: () => AsyncIterable<Page<RepositoryState>>;
  /** Sessions of the types that make runs, restore or verify, as this revision knows them. */
  readonly sessions: (window: CreationWindow) => AsyncIterable<Page<Session>>;
  /** One session by id; null when VBR no longer has it. */
  readonly session: (id: string) => Promise<Session | null>;
  /** Tasks of every type; `unsuccessful`: only failed and warned ones. */
  readonly tasks: (
    window: CreationWindow,
    which: 'all' | 'unsuccessful',
  ) => AsyncIterable<Page<Task>>;
  /** The telling records of one log (see `isTelling`); null when VBR no longer has it. */
  readonly log: (owner: LogOwner) => Promise<Page<LogRecord> | null>;
  readonly restorePoints: (window: CreationWindow) => AsyncIterable<Page<RestorePoint>>;
  /** Restore points of any age that are marked Suspicious or Infected. */
  readonly flaggedRestorePoints: () => AsyncIterable<Page<RestorePoint>>;
  /** Every restore point of one backup. */
  readonly pointsOfBackup: (backupId: string) => AsyncIterable<Page<RestorePoint>>;
  /** Every file of one backup. */
  readonly backupFiles: (backupId: string) => AsyncIterable<Page<BackupFile>>;
  /** Malware events by the time of their detection, ascending. */
  readonly malwareEvents: (window: CreationWindow) => AsyncIterable<Page<MalwareEvent>>;
  /** What runs from its backup at this moment, on both platforms. */
  readonly instantRecoveryMounts: () => AsyncIterable<Page<InstantRecoveryMount>>;
  readonly requestCounts: () => RequestCounts;
  /** Logs out and closes connections; safe to call twice, never throws. */
  readonly close: () => Promise<void>;
}
