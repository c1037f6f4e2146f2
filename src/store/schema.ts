import type { Generated } from 'kysely';
import type { SubjectKind } from '../domain/finding.ts';
import type { LogOwner } from '../domain/session.ts';
import type { Availability, SourceName } from '../domain/source-state.ts';
import type { Revision } from '../domain/vbr-server.ts';
import type { FindingTable, RunTable } from './tables/analysis-tables.ts';
import type {
  BackupFileTable,
  BackupMarkTable,
  BackupObjectTable,
  BackupTable,
  RestorePointTable,
} from './tables/backup-tables.ts';
import type { CollectionCursorTable, MarkTable } from './tables/bookkeeping-tables.ts';
import type {
  CapacityDayTable,
  CapacityForecastTable,
  CapacityMarkTable,
} from './tables/capacity-tables.ts';
import type {
  CauseMarkTable,
  FailureGroupTable,
  GroupMarkTable,
  MatchColumns,
  RunCauseTable,
  RunCauseView,
  UnknownTextView,
} from './tables/cause-tables.ts';
import type { JobDefinitionView, RunTaskView, ServerEventView } from './tables/change-views.ts';
import type { EfficiencyPartTable } from './tables/efficiency-tables.ts';
import type {
  AgentComputerTable,
  CapacitySampleTable,
  InstantRecoveryMountTable,
  ManagedServerTable,
  ProxyTable,
  RepositoryTable,
  ScaleOutRepositoryTable,
} from './tables/infrastructure-tables.ts';
import type { RecoverySessionView, SureBackupResultTable } from './tables/recovery-tables.ts';
import type {
  BestPracticeTable,
  MalwareEventTable,
  MalwareObjectTable,
  ServerFactTable,
} from './tables/security-tables.ts';
import type { SessionTable, TaskTable } from './tables/session-tables.ts';

// The tables as migrations/ makes them. Closed words are held by CHECK constraints or written by this room alone.

interface VbrServerColumns {
  id: Generated<number>;
  entry: string;
  address: string;
  revision: Revision;
  has_info: Generated<boolean>;
  vbr_id: string | null;
  name: string | null;
  build_version: string | null;
  platform: string | null;
}

interface VbrServerTable extends VbrServerColumns {
  clock_server_time: Date | null;
  clock_offset_minutes: number | null;
  clock_zone: string | null;
  clock_skew_seconds: number | null;
}

export interface JobTable {
  vbr_server_id: number;
  id: string;
  name: string;
  type: string;
  status: string | null;
  workload: string | null;
  last_result: string | null;
  last_run_at: Date | null;
  next_run_at: Date | null;
  repository_id: string | null;
  repository_name: string | null;
  objects_count: number | null;
  last_session_id: string | null;
  is_disabled: boolean | null;
  runs_automatically: boolean | null;
  retry_is_enabled: boolean | null;
  retry_count: number | null;
  retry_await_minutes: number | null;
  schedule: unknown;
  storage: unknown;
  is_application_aware: boolean | null;
  includes: readonly string[] | null;
  last_seen_at: Date;
  is_listed: boolean;
}

export interface LogRecordTable extends MatchColumns {
  vbr_server_id: number;
  owner_kind: LogOwner['kind'];
  owner_id: string;
  record_id: number;
  session_id: string;
  status: string;
  title: string;
  description: string;
  started_at: Date;
  updated_at: Date | null;
}

interface LogStateTable {
  vbr_server_id: number;
  owner_kind: LogOwner['kind'];
  owner_id: string;
  session_id: string;
  owner_created_at: Date;
  result: string | null;
  state: 'pending' | 'read' | 'gone';
  read_at: Date | null;
  matched_version: number | null;
}

interface SourceStateColumns {
  vbr_server_id: number;
  source: SourceName;
  availability: Availability;
  checked_at: Date;
  last_available_at: Date | null;
  reason: string | null;
  rows_seen: number;
  rows_rejected: number;
  pending: number | null;
}

/** A kind of rows and how many there are. */
export interface RowCountView {
  kind: string;
  row_count: number;
}

/** The metrics database, its `answers` views included. */
export interface MetricsSchema {
  vbr_server: VbrServerTable;
  job: JobTable;
  session: SessionTable;
  task: TaskTable;
  log_record: LogRecordTable;
  log_state: LogStateTable;
  repository: RepositoryTable;
  capacity_sample: CapacitySampleTable;
  capacity_day: CapacityDayTable;
  capacity_mark: CapacityMarkTable;
  capacity_forecast: CapacityForecastTable;
  scale_out_repository: ScaleOutRepositoryTable;
  proxy: ProxyTable;
  managed_server: ManagedServerTable;
  agent_computer: AgentComputerTable;
  backup: BackupTable;
  backup_object: BackupObjectTable;
  backup_file: BackupFileTable;
  restore_point: RestorePointTable;
  backup_mark: BackupMarkTable;
  malware_event: MalwareEventTable;
  malware_object: MalwareObjectTable;
  best_practice: BestPracticeTable;
  server_fact: ServerFactTable;
  instant_recovery_mount: InstantRecoveryMountTable;
  collection_cursor: CollectionCursorTable;
  source_state: SourceStateColumns & { pass_id: string };
  fold_mark: MarkTable & { changed_since: Date };
  analysis_mark: MarkTable;
  efficiency_mark: MarkTable;
  efficiency_part: EfficiencyPartTable;
  recovery_session: RecoverySessionView;
  surebackup_result: SureBackupResultTable;
  run: RunTable;
  finding: FindingTable;
  cause_mark: CauseMarkTable;
  run_cause: RunCauseTable;
  group_mark: GroupMarkTable;
  failure_group: FailureGroupTable;
  'answers.server': VbrServerColumns & { pending_logs: number };
  'answers.source_state': SourceStateColumns;
  'answers.finding': FindingTable;
  'answers.run': RunTable;
  'answers.efficiency_part': EfficiencyPartTable & {
    capacity_gib: number | null;
    free_gib: number | null;
  };
  'answers.failure_line': Omit<LogRecordTable, 'owner_kind' | 'owner_id' | keyof MatchColumns> & {
    task_id: string | null;
    task_name: string | null;
  };
  'answers.run_cause': RunCauseView;
  'answers.failure_group': FailureGroupTable;
  'answers.unknown_text': UnknownTextView;
  'answers.run_task': RunTaskView;
  'answers.job_definition': JobDefinitionView;
  'answers.server_event': ServerEventView;
  'answers.subject_name': { kind: SubjectKind; name: string };
  'answers.row_count': RowCountView;
}
