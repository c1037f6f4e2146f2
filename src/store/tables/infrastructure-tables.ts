import type { ListedColumns } from './listed-columns.ts';

export interface RepositoryTable {
  vbr_server_id: number;
  id: string;
  name: string;
  type: string;
  description: string | null;
  host_id: string | null;
  host_name: string | null;
  path: string | null;
  capacity_gib: number | null;
  free_gib: number | null;
  reported_used_gib: number | null;
  is_online: boolean | null;
  is_out_of_date: boolean | null;
  scale_out_repository_id: string | null;
  extent_type: string | null;
  immutability_is_enabled: boolean | null;
  immutability_days: number | null;
  immutability_mode: string | null;
  max_tasks: number | null;
  consumption_limit_gib: number | null;
  seen_at: Date;
}

export interface CapacitySampleTable {
  vbr_server_id: number;
  repository_id: string;
  taken_at: Date;
  capacity_gib: number | null;
  free_gib: number | null;
  used_gib: number | null;
  reported_used_gib: number;
  is_online: boolean;
}

export interface ScaleOutRepositoryTable extends ListedColumns {
  name: string;
  description: string | null;
  performance_extents: unknown;
  capacity_tier: unknown;
  archive_tier: unknown;
}

export interface ProxyTable extends ListedColumns {
  name: string;
  type: string;
  host_id: string | null;
  host_name: string | null;
  is_disabled: boolean | null;
  is_online: boolean | null;
  is_out_of_date: boolean | null;
  max_tasks: number | null;
}

export interface ManagedServerTable extends ListedColumns {
  name: string;
  type: string;
  status: string | null;
}

export interface AgentComputerTable extends ListedColumns {
  name: string;
  type: string;
  parent_id: string | null;
  protection_group_id: string;
  protection_group_name: string | null;
  is_group_disabled: boolean | null;
  group_read_at: Date | null;
  object_id: string | null;
  state: string | null;
  agent_status: string | null;
  last_connected_at: Date | null;
  operating_system: string | null;
}

export interface InstantRecoveryMountTable {
  vbr_server_id: number;
  id: string;
  state: string;
  platform: string;
  session_id: string;
  workload_name: string;
  job_name: string | null;
  restore_point_at: Date | null;
  first_seen_at: Date;
  last_seen_at: Date;
}
