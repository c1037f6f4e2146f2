import { type Kysely, sql } from 'kysely';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

/** These workloads' protection is to be judged anew. */
export async function markWorkloads(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  names: Iterable<string>,
): Promise<void> {
  const different = [...new Set(names)];
  if (different.length === 0) return;
  // A conflict locks the row that is there, which costs as much as a change: what is marked already is left out before.
  await sql`
    INSERT INTO workload_mark (vbr_server_id, name)
    SELECT ${vbrServerId}::int, name FROM unnest(${arrayLiteral(different)}::text[]) AS name
    WHERE NOT EXISTS (
      SELECT FROM workload_mark AS known
      WHERE known.vbr_server_id = ${vbrServerId}::int AND known.name = name.name AND known.read_as IS NULL
    )
    ORDER BY name
    ON CONFLICT (vbr_server_id, name) DO UPDATE SET read_as = NULL
      WHERE workload_mark.read_as IS NOT NULL`.execute(transaction);
}
