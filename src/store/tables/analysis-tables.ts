import type { Feature, Finding, SubjectKind } from '../../domain/finding.ts';
import type { Grade } from '../../domain/grade.ts';
import type { RunOutcome } from '../../domain/run.ts';

export interface RunTable {
  vbr_server_id: number;
  id: string;
  job_id: string;
  started_at: Date;
  ended_at: Date | null;
  outcome: RunOutcome;
  first_attempt_outcome: RunOutcome;
  attempts: number;
  grouping: 'exact' | 'inferred';
  session_ids: string[];
  message: string | null;
  first_attempt_ended_at: Date | null;
  last_attempt_started_at: Date;
  read_bytes: number | null;
  transferred_bytes: number | null;
  bottleneck: string | null;
  is_full: boolean | null;
}

export interface FindingTable {
  vbr_server_id: number;
  feature: Feature;
  subject_kind: SubjectKind;
  subject_id: string;
  subject_name: string;
  as_of: Date;
  pass_id: string;
  status: Finding['status'];
  score: number | null;
  grade: Grade | null;
  parts: unknown;
  confidence: unknown;
  reason: string | null;
  method: string;
  measures: unknown;
}
