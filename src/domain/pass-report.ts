import type { FaultCode } from './errors.ts';
import type { ExitCode } from './exit-code.ts';
import type { Pass } from './pass.ts';
import type { Availability, SourceName } from './source-state.ts';

/** The parts a pass can be made of. */
export type PassStep = 'collect' | 'analyse';

/** What a pass read from one source of one server. */
export interface SourceResult {
  readonly source: SourceName;
  readonly availability: Availability;
  /** One sentence, null when available and complete. */
  readonly reason: string | null;
  readonly rowsSeen: number;
  readonly rowsRejected: number;
  readonly durationMs: number;
}

/**
 * How a pass went for one server. `complete`: every source the role and the revision show was read. `already-running`:
 * left to the process that is at it. `refused`: repeating cannot help. `analysed`: only what is kept was analysed.
 */
export type ServerOutcome =
  | 'complete'
  | 'partial'
  | 'analysed'
  | 'already-running'
  | 'unreachable'
  | 'refused'
  | 'defect'
  | 'interrupted';

export interface ServerResult {
  readonly entry: string;
  readonly address: string;
  /** Null when the server never answered. */
  readonly vbrServerId: number | null;
  readonly outcome: ServerOutcome;
  /** What kept the pass from reading this server, in one sentence; null when nothing did. */
  readonly problem: { readonly code: FaultCode; readonly sentence: string } | null;
  /** In the order of reading; empty when nothing was collected. */
  readonly sources: readonly SourceResult[];
  /** Such as `sessions-new`, `logs-pending`, `runs-new` or `jobs-analysed`. */
  readonly counts: Readonly<Record<string, number>>;
  readonly durationMs: number;
}

/** What one pass did, for people and for machines. */
export interface PassReport {
  readonly pass: Pass;
  readonly exitCode: ExitCode;
  readonly servers: readonly ServerResult[];
}
