/** What one session does with one workload; derived from the session whenever asked for, never stored. */
export interface SimulatedTask {
  readonly number: number;
  readonly type: 'Backup' | 'Restore' | 'Antivirus';
  readonly session: number;
  /** The job that runs, or whose backups are restored or scanned. */
  readonly job: number;
  readonly place: number;
  readonly name: string;
  /** Left out by the job, which calls that a success. */
  readonly isSkipped: boolean;
  readonly result: number;
  readonly isCanceled: boolean;
  readonly createdMs: number;
  readonly endedMs: number;
  /** What a scan found; null for every other task. */
  readonly scan: {
    readonly type: 'Antivirus' | 'Yara';
    readonly result: string;
    readonly antivirusName: string | null;
  } | null;
}
