import type { Generated } from 'kysely';
import type { BusinessTier } from '../../domain/business-tier-settings.ts';
import type { RiskCategory } from '../../domain/risk.ts';

export interface RiskTable {
  vbr_server_id: number;
  id: string;
  category: RiskCategory;
  kind: string;
  group_id: string | null;
  subject_kind: string;
  subject_id: string;
  subject_name: string;
  tier: BusinessTier;
  score: number;
  impact: number;
  confidence: number;
  is_confirmed: boolean;
  first_seen_at: Date;
  as_of: Date;
  pass_id: string;
  closed_as: 'fixed' | 'merged' | null;
  closed_at: Date | null;
  document: unknown;
}

export interface RiskHistoryTable {
  vbr_server_id: number;
  risk_id: string;
  as_of: Date;
  pass_id: string;
  state: 'open' | 'fixed' | 'merged';
  score: number;
  impact: number;
}

export interface RiskAnalysisTable {
  vbr_server_id: number;
  as_of: Date;
  pass_id: string;
  formula: string;
  inputs_key: string;
  open_risks: number;
  posture: unknown;
}

export interface RiskAcceptanceTable {
  id: Generated<number>;
  vbr_server_id: number;
  risk_id: string;
  owner: string;
  reason: string;
  accepted_at: Date;
  expires_at: Date;
  accepted_score: number;
  reopened_at: Date | null;
  reopened_because: 'person' | 'worse' | null;
}

export interface WorkloadComplianceTable {
  vbr_server_id: number;
  workload_id: string;
  workload_name: string;
  tier: string;
  verdict: string;
  document: unknown;
}

export interface BlastRadiusTable {
  vbr_server_id: number;
  kind: string;
  id: string;
  name: string;
  loses_all: number;
  loses_newest: number;
  document: unknown;
}

export interface InventoryMachineTable {
  vbr_server_id: number;
  name: string;
  platform: string | null;
  imported_at: Date;
}
