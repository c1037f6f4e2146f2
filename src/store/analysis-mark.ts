import { type Kysely, sql } from 'kysely';
import { arrayLiteral } from './array-literal.ts';
import type { MetricsSchema } from './schema.ts';

/** Marks jobs for analysis; a mark that was read but not cleared yet counts as new again. */
export async function markForAnalysis(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  jobIds: readonly string[],
): Promise<void> {
  if (jobIds.length === 0) return;
  await sql`
    INSERT INTO analysis_mark (vbr_server_id, job_id)
    SELECT DISTINCT ${vbrServerId}::int, job_id FROM unnest(${arrayLiteral(jobIds)}::text[]) AS job_id ORDER BY job_id
    ON CONFLICT (vbr_server_id, job_id) DO UPDATE SET read_as = NULL
      WHERE analysis_mark.read_as IS NOT NULL`.execute(transaction);
}
