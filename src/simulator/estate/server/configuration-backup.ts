import type { Estate } from '../estate.ts';
import { results } from '../session-table.ts';
import { lastSideSession } from './last-side-session.ts';

/** The server's backup of its own configuration at the estate's now. */
export interface ConfigurationBackupState {
  readonly isEnabled: boolean;
  readonly isEncrypted: boolean;
  readonly repositoryId: string;
  readonly restorePointsToKeep: number;
  /** The newest session of it that ended well; null without one. */
  readonly lastSuccess: { readonly session: number; readonly endedMs: number } | null;
}

/** What the server's own sessions say of its configuration backup; a troubled one is not encrypted. */
export function configurationBackupOf(estate: Estate): ConfigurationBackupState {
  const { sessions, nowMs, options, identifiers } = estate;
  const session = lastSideSession(
    estate,
    'ConfigurationBackup',
    (index) => sessions.endedMs(index) <= nowMs && sessions.result(index) === results.success,
  );
  return {
    isEnabled: true,
    isEncrypted: options.scenario !== 'troubled',
    repositoryId: identifiers.of('repository', 0),
    restorePointsToKeep: 10,
    lastSuccess: session === null ? null : { session, endedMs: sessions.endedMs(session) },
  };
}
