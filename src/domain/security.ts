/** Something that VBR or a tool connected to it found suspicious. */
export interface MalwareEvent {
  readonly id: string;
  /** RenamedFiles, EncryptedData, RansomwareNotes, AntivirusScan …: an open set. */
  readonly type: string;
  readonly createdAt: Date;
  readonly detectedAt: Date;
  readonly machineName: string | null;
  readonly backupObjectId: string | null;
  readonly restorePointId: string | null;
  /** Created or FalsePositive. */
  readonly state: string;
  readonly details: string;
  /** Manual, InternalVeeamDetector, External, MarkAsCleanEvent: an open set. */
  readonly source: string;
  /** Clean, Suspicious, Infected, Informative. */
  readonly severity: string;
  readonly engine: string | null;
}

/** What VBR holds of one workload at present (1.3-rev2). `id` is the object's. */
export interface MalwareObject {
  readonly id: string;
  readonly name: string;
  readonly platformName: string | null;
  readonly severity: string;
  readonly detectedAt: Date | null;
  readonly sourceTypes: readonly string[];
}

/** One check of the Security & Compliance Analyzer; its text is worded by the server, so it is known by its id. */
export interface BestPractice {
  readonly id: string;
  readonly text: string;
  /** OK, Violation, Suppressed, UnableToCheck, Analyzing, None: an open set. */
  readonly status: string;
  readonly note: string | null;
}
