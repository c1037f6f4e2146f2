import type { KnownGroup } from '../domain/agent-computer.ts';
import type { FilesOfBackup, RestorePoint } from '../domain/backup.ts';
import type { InstantRecoveryMount } from '../domain/infrastructure.ts';
import type { JobDefinition, JobState } from '../domain/job.ts';
import type { RestoreReason } from '../domain/recovery-evidence.ts';
import type {
  CapacitySample,
  RepositoryDefinition,
  RepositoryState,
} from '../domain/repository.ts';
import type { MalwareEvent } from '../domain/security.ts';
import type { ServerFactName, ServerFacts } from '../domain/server-fact.ts';
import type { LogOwner, LogRecord, Session, Task } from '../domain/session.ts';
import type { SourceName, SourceState } from '../domain/source-state.ts';
import type { Revision, ServerClock, ServerInfo, VbrServer } from '../domain/vbr-server.ts';
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

/** A cursor is named for its source. `task-history` goes back through the tasks that the first pass left, the others from where it began. */
export type CursorName =
  | SourceName
  | 'task-history'
  | 'earlier-sessions'
  | 'earlier-malware-events';

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
  /**
   * Puts reasons to the restores they belong to: those with the id, else the only one that began in the same second. How many
   * of these changed, and how many reasons belong to no restore that is kept.
   */
  readonly keepRestoreReasons: (
    vbrServerId: number,
    reasons: readonly RestoreReason[],
  ) => Promise<{ readonly changed: number; readonly unknown: number }>;
  /** Ids of kept sessions that had not ended, oldest first. */
  readonly unfinishedSessions: (vbrServerId: number, atMost: number) => Promise<readonly string[]>;
  /** When the oldest kept row since an instant that had not ended was created, so many of the oldest left out; null when there is none. */
  readonly oldestUnfinished: (
    vbrServerId: number,
    list: 'sessions' | 'task-sessions',
    since: Date,
    leftOut: number,
  ) => Promise<Date | null>;
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
  /** The protection groups that were read at the instant or later, by their ids. */
  readonly groupsReadSince: (
    vbrServerId: number,
    since: Date,
  ) => Promise<ReadonlyMap<string, KnownGroup>>;
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
   * Files that a complete list no longer holds are marked as gone, and so are restore points that lay in them and that no
   * other file names. Clears the backups' marks unless newer ones came meanwhile.
   */
  readonly keepBackupFiles: (
    vbrServerId: number,
    lists: readonly FilesOfBackup[],
    readAt: Date,
  ) => Promise<Kept>;
  /** Those of these backups that have restore points, not known to be gone, which lie in no file that is there. */
  readonly backupsWithPointsOutsideFiles: (
    vbrServerId: number,
    backupIds: readonly string[],
  ) => Promise<readonly string[]>;
  /** Those of these backups that have a file, there and created before an instant, of a restore point that is not kept. */
  readonly backupsWithUnknownPoints: (
    vbrServerId: number,
    backupIds: readonly string[],
    createdBefore: Date,
  ) => Promise<readonly string[]>;
  /** Restore points that the whole list of a backup's own points does not hold are marked as gone, and those it holds as there. */
  readonly settlePointsOfBackup: (
    vbrServerId: number,
    backupId: string,
    presentIds: readonly string[],
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
