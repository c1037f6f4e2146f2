import type { ListedColumns } from './listed-columns.ts';

export interface BackupTable extends ListedColumns {
  job_id: string | null;
  name: string;
  job_type: string;
  platform_name: string;
  created_at: Date;
  repository_id: string | null;
  repository_name: string | null;
  files_read_at: Date | null;
}

export interface BackupObjectTable extends ListedColumns {
  name: string | null;
  type: string | null;
  platform_name: string;
  restore_points_count: number | null;
  last_run_failed: boolean | null;
  backup_id: string | null;
  size_bytes: number | null;
}

export interface BackupFileTable {
  vbr_server_id: number;
  id: string;
  backup_id: string;
  path: string;
  object_ids: readonly string[];
  restore_point_ids: readonly string[];
  data_bytes: number | null;
  backup_bytes: number | null;
  dedup_remaining_percent: number | null;
  compress_remaining_percent: number | null;
  created_at: Date;
  gfs_periods: readonly string[];
  gone_at: Date | null;
}

export interface RestorePointTable {
  vbr_server_id: number;
  id: string;
  name: string;
  platform_name: string;
  created_at: Date;
  backup_id: string;
  type: string | null;
  session_id: string | null;
  malware_status: string | null;
  backup_file_id: string | null;
  guest_os_family: string | null;
  original_bytes: number | null;
  is_restorable: boolean | null;
  gfs_periods: readonly string[];
  gone_at: Date | null;
}

export interface BackupMarkTable {
  vbr_server_id: number;
  backup_id: string;
  waits_since: Date;
  taken_at: Date | null;
}
