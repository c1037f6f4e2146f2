import type { Cause, ComponentKind } from '../../domain/cause.ts';

/** What the catalogue of failure texts says of a line; null before it was matched, and of lines that tell of no trouble. */
export interface MatchColumns {
  matched_version: number | null;
  is_noise: boolean | null;
  fingerprint: string | null;
  matches: unknown;
}

export interface CauseMarkTable {
  vbr_server_id: number;
  run_id: string;
}

export interface RunCauseTable {
  vbr_server_id: number;
  run_id: string;
  workload: string;
  job_id: string;
  run_started_at: Date;
  outcome: Cause['outcome'];
  cause_key: string;
  cause_class: string;
  signature_id: string | null;
  fingerprint: string;
  session_id: string;
  task_id: string | null;
  record_id: number | null;
  at: Date;
  text: string;
  span_start: number | null;
  span_end: number | null;
  components: unknown;
}

/** The run itself has no workload here, not an empty one. */
export type RunCauseView = Omit<RunCauseTable, 'workload' | 'cause_key'> & {
  workload: string | null;
};

export interface GroupMarkTable {
  vbr_server_id: number;
  cause_key: string;
  changed_since: Date;
}

export interface FailureGroupTable {
  vbr_server_id: number;
  id: string;
  cause_key: string;
  cause_class: string;
  signature_id: string | null;
  fingerprint: string | null;
  component_kind: ComponentKind | null;
  component_name: string | null;
  first_seen_at: Date;
  last_seen_at: Date;
  job_ids: readonly string[];
  workloads: readonly string[];
  run_ids: readonly string[];
  /** Told by `settleOpenGroups` once the groups are made. */
  is_open: boolean;
}

export interface UnknownTextView {
  vbr_server_id: number;
  fingerprint: string;
  line_count: number;
  job_count: number;
  first_seen_at: Date;
  last_seen_at: Date;
  title: string;
  description: string;
}
