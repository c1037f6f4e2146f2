import type { ExitCode } from '../../domain/exit-code.ts';
import type { PassStatus } from '../../domain/pass.ts';
import type { JournalLevel, JournalRow } from '../../ports/journal.ts';
import type { RowCountView } from '../schema.ts';
import type {
  BlastRadiusTable,
  InventoryMachineTable,
  RiskAcceptanceTable,
  RiskAnalysisTable,
  RiskHistoryTable,
  RiskTable,
  WorkloadComplianceTable,
} from './risk-tables.ts';

interface PassTable {
  id: string;
  command: string;
  started_at: Date;
  ended_at: Date | null;
  status: PassStatus;
  exit_code: ExitCode | null;
  counts: unknown;
}

interface JournalEventTable {
  at: Date;
  level: JournalLevel;
  kind: JournalRow['kind'];
  component: string;
  pass_id: string | null;
  vbr_server_id: number | null;
  message: string;
  data: unknown;
}

/** The risk database, its `answers` views included. */
export interface RiskSchema {
  pass: PassTable;
  journal_event: JournalEventTable;
  risk: RiskTable;
  risk_history: RiskHistoryTable;
  risk_analysis: RiskAnalysisTable;
  risk_acceptance: RiskAcceptanceTable;
  workload_compliance: WorkloadComplianceTable;
  blast_radius: BlastRadiusTable;
  inventory_machine: InventoryMachineTable;
  'answers.pass': PassTable;
  'answers.risk': RiskTable;
  'answers.risk_history': RiskHistoryTable;
  'answers.risk_analysis': Omit<RiskAnalysisTable, 'inputs_key'>;
  'answers.risk_acceptance': RiskAcceptanceTable;
  'answers.workload_compliance': WorkloadComplianceTable;
  'answers.blast_radius': BlastRadiusTable;
  'answers.row_count': RowCountView;
}
