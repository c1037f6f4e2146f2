interface ProgressColumns {
  processed_bytes: number | null;
  read_bytes: number | null;
  transferred_bytes: number | null;
  bottleneck: string | null;
}

/** Sessions as they are kept. */
export interface SessionTable extends ProgressColumns {
  vbr_server_id: number;
  id: string;
  created_at: Date;
  job_id: string | null;
  name: string;
  session_type: string;
  state: string;
  result: string | null;
  message: string | null;
  is_canceled: boolean;
  ended_at: Date | null;
  usn: number | null;
  parent_session_id: string | null;
  related_session_id: string | null;
  original_session_id: string | null;
  retry_number: number | null;
  is_recheck_retry: boolean;
  algorithm: string | null;
  initiated_by: string | null;
}

/** Tasks as they are kept. */
export interface TaskTable extends ProgressColumns {
  vbr_server_id: number;
  id: string;
  session_id: string;
  task_type: string;
  session_type: string;
  name: string;
  state: string;
  result: string | null;
  message: string | null;
  created_at: Date;
  ended_at: Date | null;
  algorithm: string | null;
  repository_id: string | null;
  restore_point_id: string | null;
  scan_type: string | null;
  scan_result: string | null;
  scan_antivirus_name: string | null;
}
