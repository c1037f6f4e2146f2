/** Everything we read from VBR through REST, by its stable name. */
export type RestSourceName =
  | 'server-time'
  | 'server-info'
  | 'server-certificate'
  | 'licence'
  | 'configuration-backup'
  | 'job-states'
  | 'jobs'
  | 'repositories'
  | 'repository-states'
  | 'scale-out-repositories'
  | 'proxies'
  | 'managed-servers'
  | 'agent-computers'
  | 'backups'
  | 'backup-objects'
  | 'restore-points'
  | 'backup-files'
  | 'sessions'
  | 'task-sessions'
  | 'logs'
  | 'instant-recovery-mounts'
  | 'malware-events'
  | 'malware-objects'
  | 'best-practices'
  | 'analyzer-run';

/** What REST tells in no revision and PowerShell does, read only where the settings allow it. */
export const shellSourceNames = [
  'surebackup-results',
  'restore-reasons',
  'session-history',
] as const;
type ShellSourceName = (typeof shellSourceNames)[number];

/** Everything we read from VBR. */
export type SourceName = RestSourceName | ShellSourceName;

/** `forbidden`: not visible with this role. `unsupported`: not in this revision. Neither is a failure, and never zero. */
export type Availability = 'available' | 'forbidden' | 'unsupported' | 'failed';

/** What became of one source in one pass. */
export interface SourceState {
  readonly source: SourceName;
  readonly availability: Availability;
  readonly checkedAt: Date;
  /** Last instant it was available; null if never. */
  readonly lastAvailableAt: Date | null;
  /** One sentence, null when available and complete. */
  readonly reason: string | null;
  readonly rowsSeen: number;
  readonly rowsRejected: number;
  /** What waits for later passes (logs, backups, days of tasks); null or absent for a source that leaves nothing waiting. */
  readonly pending?: number | null;
}
