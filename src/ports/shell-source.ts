import type { RestoreReason, SureBackupResult } from '../domain/recovery-evidence.ts';
import type { SessionHistory } from '../domain/session-history.ts';
import type { Page } from './vbr-source.ts';

/** What one script told, and what was odd about how it told it. */
export interface ShellAnswer<Row> extends Page<Row> {
  /** Such as text before the first record; for the journal. */
  readonly notes: readonly string[];
}

/**
 * What only PowerShell tells of one VBR server. An answer that is not whole is a Fault; source-unsupported where the module
 * does not know it, source-forbidden where the account may not see it.
 */
export interface ShellSource {
  /** Machines tested in SureBackup sessions that ended at or after the instant. */
  readonly sureBackupResults: (
    since: Date,
    signal: AbortSignal,
  ) => Promise<ShellAnswer<SureBackupResult>>;
  /** Of restores that began at or after the instant, those that somebody gave a reason for. */
  readonly restoreReasons: (
    since: Date,
    signal: AbortSignal,
  ) => Promise<ShellAnswer<RestoreReason>>;
  readonly sessionHistory: (signal: AbortSignal) => Promise<ShellAnswer<SessionHistory>>;
}
