/** Outcome words of VBR; the set is open, an unknown word is kept as it came. */
export type ResultWord = 'None' | 'Success' | 'Warning' | 'Failed' | (string & {});

/** Transfer figures of a session or task as VBR reports them; bytes, null where it reported none. */
export interface Progress {
  readonly processedBytes: number | null;
  readonly readBytes: number | null;
  readonly transferredBytes: number | null;
  readonly bottleneck: string | null;
}

/** One row of VBR's /sessions. A retry is a session of its own. */
export interface Session {
  readonly id: string;
  readonly jobId: string | null;
  readonly name: string;
  readonly sessionType: string;
  readonly state: string;
  /** Null while VBR gives no result object. */
  readonly result: ResultWord | null;
  readonly message: string | null;
  readonly isCanceled: boolean;
  readonly createdAt: Date;
  /** Null while it runs, and for the zero dates VBR uses for "not ended". */
  readonly endedAt: Date | null;
  readonly usn: number | null;
  readonly parentSessionId: string | null;
  readonly relatedSessionId: string | null;
  /** 1.3-rev2 only: the session this one retries. */
  readonly originalSessionId: string | null;
  /** 1.3-rev2 only: 1 for the first retry; null when not a retry or not told. */
  readonly retryNumber: number | null;
  /** 1.3-rev2 only: a retry made by the health check, not by the job's retry rule. */
  readonly isRecheckRetry: boolean;
  readonly algorithm: string | null;
  readonly initiatedBy: string | null;
  readonly progress: Progress | null;
}

/** What a scan for malware found in one restore point; every word is of an open set. */
export interface ScanOutcome {
  readonly type: string;
  /** Clean, Infected, Failed, Canceled, Inconclusive, None. */
  readonly result: string;
  readonly antivirusName: string | null;
}

/** The part of a session that handles one workload (VBR: task session). */
export interface Task {
  readonly id: string;
  readonly sessionId: string;
  /** Backup, Restore, Antivirus, Replica: an open set. */
  readonly taskType: string;
  readonly sessionType: string;
  readonly name: string;
  readonly state: string;
  readonly result: ResultWord | null;
  readonly message: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly algorithm: string | null;
  readonly repositoryId: string | null;
  readonly restorePointId: string | null;
  readonly progress: Progress | null;
  /** Antivirus tasks only. */
  readonly scan: ScanOutcome | null;
}

/** One record of a session's or a task's log. */
export interface LogRecord {
  readonly recordId: number;
  readonly status: string;
  readonly title: string;
  readonly description: string;
  readonly startedAt: Date;
  readonly updatedAt: Date | null;
}

/** Whose log it is. */
export type LogOwner = {
  readonly kind: 'session' | 'task';
  readonly id: string;
  readonly sessionId: string;
};
