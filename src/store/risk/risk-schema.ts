import type { ExitCode } from '../../domain/exit-code.ts';
import type { PassStatus } from '../../domain/pass.ts';
import type { JournalLevel, JournalRow } from '../../ports/journal.ts';
import type { RowCountView } from '../schema.ts';

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
  'answers.pass': PassTable;
  'answers.row_count': RowCountView;
}
