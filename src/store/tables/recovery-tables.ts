import type { SureBackupResult } from '../../domain/recovery-evidence.ts';

/** Sessions that restore or verify. */
export interface RecoverySessionView {
  vbr_server_id: number;
  id: string;
  session_type: string;
  name: string;
  created_at: Date;
  ended_at: Date | null;
  result: string | null;
  is_canceled: boolean;
  restore_reason: string | null;
}

export interface SureBackupResultTable {
  vbr_server_id: number;
  workload: string;
  tested_at: Date;
  job: string | null;
  boot: SureBackupResult['boot'];
  ping: SureBackupResult['ping'];
  script: SureBackupResult['script'];
  content_scan: SureBackupResult['contentScan'];
}
