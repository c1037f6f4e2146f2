/** Bytes of one job by repository, workload and kind of file. */
export interface EfficiencyPartTable {
  vbr_server_id: number;
  subject_id: string;
  /** Empty where VBR does not tell it. */
  repository_id: string;
  repository_name: string | null;
  workload: string;
  kind: 'full' | 'increment' | 'other';
  files: number;
  unknown_files: number;
  data_bytes: number;
  backup_bytes: number;
  told_data_bytes: number;
  deduped_bytes: number;
  packed_bytes: number;
}
