import type { Progress } from '../../domain/session.ts';
import type { SessionTable } from '../tables/session-tables.ts';

type ProgressColumns = Pick<
  SessionTable,
  'processed_bytes' | 'read_bytes' | 'transferred_bytes' | 'bottleneck'
>;

/** The columns of a session's or task's figures; all null when VBR reported none. */
export function progressColumns(progress: Progress | null): ProgressColumns {
  return {
    processed_bytes: progress?.processedBytes ?? null,
    read_bytes: progress?.readBytes ?? null,
    transferred_bytes: progress?.transferredBytes ?? null,
    bottleneck: progress?.bottleneck ?? null,
  };
}
