import { type Kysely, sql } from 'kysely';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

// First half of the lock's key; the second is the server's id. The number means nothing, it only must not change.
const markingLock = 365_003;

/** These workloads' protection is to be judged anew. */
export async function markWorkloads(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  names: Iterable<string>,
): Promise<void> {
  const different = [...new Set(names)];
  if (different.length === 0) return;
  // Tasks and restore points are kept at the same time, and a transaction may mark several times: one waits for the other
  // here, where they would else wait for each other's rows.
  await sql`SELECT pg_advisory_xact_lock(${markingLock}, ${vbrServerId}::int)`.execute(transaction);
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
