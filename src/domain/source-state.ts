/** Every thing we read from VBR, by its stable name. */
export type SourceName =
  | 'server-time'
  | 'server-info'
  | 'jobs'
  | 'job-states'
  | 'sessions'
  | 'repositories'
  | 'repository-states'
  | 'task-sessions'
  | 'logs';

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
}
