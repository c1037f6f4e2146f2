import type { Kysely } from 'kysely';
import type { SureBackupResult } from '../../domain/recovery-evidence.ts';
import type { Kept } from '../../ports/collection-store.ts';
import { countKept, type KeepingPlan, type KeptRows, keepRows } from '../keep-rows.ts';
import type { MetricsSchema } from '../schema.ts';
import type { SureBackupResultTable } from '../tables/recovery-tables.ts';

type ResultRow = Omit<SureBackupResultTable, 'vbr_server_id'>;
const resultPlan: KeepingPlan<ResultRow> = {
  table: 'surebackup_result',
  key: ['workload', 'tested_at'],
  columns: {
    workload: 'text',
    tested_at: 'timestamptz',
    job: 'text',
    boot: 'text',
    ping: 'text',
    script: 'text',
    content_scan: 'text',
  },
};

/** Results of several servers in one transaction; a machine and instant that come again take the later word. */
export function keepSureBackup(
  database: Kysely<MetricsSchema>,
  results: ReadonlyMap<number, readonly SureBackupResult[]>,
): Promise<Kept> {
  return database.transaction().execute(async (transaction) => {
    const kept: KeptRows<ResultRow>[] = [];
    for (const [vbrServerId, own] of results) {
      kept.push(await keepRows(transaction, resultPlan, vbrServerId, rowsOf(own)));
    }
    return countKept(...kept);
  });
}

function rowsOf(results: readonly SureBackupResult[]): readonly ResultRow[] {
  return results.map(({ testedAt, contentScan, ...rest }) => ({
    ...rest,
    tested_at: testedAt,
    content_scan: contentScan,
  }));
}
