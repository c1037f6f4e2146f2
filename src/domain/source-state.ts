/** Every thing we read from VBR, by its stable name. */
export type SourceName =
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
