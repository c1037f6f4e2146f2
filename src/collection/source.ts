import type { SourceName } from '../domain/source-state.ts';
import type { ServerClock } from '../domain/vbr-server.ts';
import type { Clock } from '../ports/clock.ts';
import type { CollectionStore } from '../ports/collection-store.ts';
import type { Journal } from '../ports/journal.ts';
import type { VbrSource } from '../ports/vbr-source.ts';
import type { ReportProgress } from './progress.ts';
import type { ServerNow } from './server-now.ts';
import type { ShellReading } from './shell/shell-reading.ts';
import type { Tally } from './tally.ts';

/** How far back and how much a pass reads. */
export interface CollectionSettings {
  /** Created this long before the cursor is read again, for rows that came late or changed; of sessions and tasks not in every pass. */
  readonly overlapHours: number;
  readonly historyDays: number;
  /** Most logs read in one pass; the rest wait and are counted. */
  readonly logsPerPass: number;
  /** Most backups whose files are read in one pass; the rest wait and are counted. */
  readonly backupsPerPass: number;
  /** So many sessions of earlier days, or malware events, end the reading of earlier days for one pass; the rest wait. */
  readonly sessionsPerPass: number;
  /** So many tasks of earlier days end the reading of earlier days for one pass; the rest wait and are counted. */
  readonly tasksPerPass: number;
}

/** What one collection of one server works with. */
export interface CollectionRequest {
  readonly source: VbrSource;
  readonly store: CollectionStore;
  readonly vbrServerId: number;
  readonly passId: string;
  /** The instant the pass speaks for, by our clock. */
  readonly asOf: Date;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly settings: CollectionSettings;
  readonly progress: ReportProgress;
  readonly signal: AbortSignal;
  /** Null, and absent: PowerShell is not asked. */
  readonly shell?: ShellReading | null;
  /** Null, and absent: every source. */
  readonly only?: ReadonlySet<SourceName> | null;
}

/** A collection request with the server's own clock, asked once and shared, and with what became of the sources before. */
export interface SourceContext extends CollectionRequest {
  readonly serverClock: () => Promise<ServerClock>;
  readonly serverNow: () => Promise<ServerNow>;
  /** What an earlier source of this pass failed or was refused by; null when it was read. */
  readonly errorOf: (source: SourceName) => unknown;
}

/**
 * One thing read from VBR. It fetches and keeps, page by page, and judges nothing; what it saw goes to the
 * tally as it happens, so that a failure halfway still tells how far it came.
 */
export interface Source {
  readonly name: SourceName;
  readonly collect: (context: SourceContext, tally: Tally) => Promise<void>;
}
