export interface CapacityDayTable {
  vbr_server_id: number;
  repository_id: string;
  day: Date;
  taken_at: Date;
  capacity_gib: number | null;
  used_gib: number | null;
  reported_used_gib: number;
  is_online: boolean;
  source: 'measured' | 'imported';
}

export interface CapacityMarkTable {
  vbr_server_id: number;
  repository_id: string;
  marked_at: Date;
}

export interface CapacityForecastTable {
  vbr_server_id: number;
  subject_id: string;
  made_on: Date;
  as_of: Date;
  pass_id: string;
  points: unknown;
}
