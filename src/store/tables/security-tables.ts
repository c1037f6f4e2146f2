import type { ListedColumns } from './listed-columns.ts';

export interface MalwareEventTable {
  vbr_server_id: number;
  id: string;
  type: string;
  created_at: Date;
  detected_at: Date;
  machine_name: string | null;
  backup_object_id: string | null;
  restore_point_id: string | null;
  state: string;
  details: string;
  source: string;
  severity: string;
  engine: string | null;
}

export interface MalwareObjectTable extends ListedColumns {
  name: string;
  platform_name: string | null;
  severity: string;
  detected_at: Date | null;
  source_types: readonly string[];
}

export interface BestPracticeTable extends ListedColumns {
  text: string;
  status: string;
  note: string | null;
}

export interface ServerFactTable {
  vbr_server_id: number;
  name: string;
  value: unknown;
  seen_at: Date;
}
