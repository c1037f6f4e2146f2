import { type Kysely, type RawBuilder, sql } from 'kysely';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

/** The storage efficiency of the jobs that own these backups is to be judged anew. */
export async function markEfficiency(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  backupIds: readonly string[],
): Promise<void> {
  if (backupIds.length === 0) return;
  await mark(transaction, vbrServerId, sql`${arrayLiteral(backupIds)}::text[]`);
}

/** The same for the jobs whose backups hold a restore point of one of these workloads. */
export async function markEfficiencyOfWorkloads(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return;
  await mark(
    transaction,
    vbrServerId,
    // One search after the other (OFFSET 0): a table without statistics would be read as a whole for every name.
    sql`ARRAY(SELECT DISTINCT held.backup_id FROM unnest(${arrayLiteral([...new Set(names)])}::text[]) AS workload (name)
      CROSS JOIN LATERAL (
        SELECT backup_id FROM restore_point AS point
        WHERE point.vbr_server_id = ${vbrServerId} AND point.name = workload.name AND point.gone_at IS NULL OFFSET 0
      ) AS held)`,
  );
}

async function mark(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  backupIds: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    INSERT INTO efficiency_mark (vbr_server_id, job_id)
    SELECT DISTINCT ${vbrServerId}::int, coalesce(job_id, 'backup/' || id) AS key FROM backup
    WHERE vbr_server_id = ${vbrServerId} AND id = ANY(${backupIds}) ORDER BY key
    ON CONFLICT (vbr_server_id, job_id) DO UPDATE SET read_as = NULL
      WHERE efficiency_mark.read_as IS NOT NULL`.execute(transaction);
}
