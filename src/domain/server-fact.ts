/** Licence of a VBR server, as far as it tells when it ends and whether it suffices. */
export interface Licence {
  readonly status: string;
  readonly type: string | null;
  readonly edition: string | null;
  readonly expiresAt: Date | null;
  readonly supportExpiresAt: Date | null;
  readonly licensedInstances: number | null;
  /** May exceed the licensed number. */
  readonly usedInstances: number | null;
  readonly licensedSockets: number | null;
  readonly usedSockets: number | null;
}

/** The server's backup of its own configuration. */
export interface ConfigurationBackup {
  readonly isEnabled: boolean;
  readonly isEncrypted: boolean | null;
  readonly repositoryId: string | null;
  readonly lastSuccessfulAt: Date | null;
  readonly restorePointsToKeep: number | null;
}

/** The certificate of the VBR service. */
export interface ServerCertificate {
  readonly thumbprint: string;
  readonly subject: string | null;
  readonly validFrom: Date | null;
  readonly validTo: Date | null;
}

/** The last run of the Security & Compliance Analyzer; both null when it never ran. */
export interface AnalyzerRun {
  readonly ranAt: Date | null;
  readonly result: string | null;
}

/** What a server has only one of, by its stable name. Kept as it is now, and once a day for its history. */
export interface ServerFacts {
  readonly licence: Licence;
  readonly 'configuration-backup': ConfigurationBackup;
  readonly certificate: ServerCertificate;
  readonly 'analyzer-run': AnalyzerRun;
}

export type ServerFactName = keyof ServerFacts;
