import { type Kysely, sql } from 'kysely';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

/** The storage efficiency of the jobs that own these backups is to be judged anew. */
export async function markEfficiency(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  backupIds: readonly string[],
): Promise<void> {
  if (backupIds.length === 0) return;
  await sql`
    INSERT INTO efficiency_mark (vbr_server_id, job_id)
    SELECT DISTINCT ${vbrServerId}::int, coalesce(job_id, 'backup/' || id) AS key FROM backup
    WHERE vbr_server_id = ${vbrServerId} AND id = ANY(${arrayLiteral(backupIds)}::text[]) ORDER BY key
    ON CONFLICT (vbr_server_id, job_id) DO UPDATE SET read_as = NULL
      WHERE efficiency_mark.read_as IS NOT NULL`.execute(transaction);
}
