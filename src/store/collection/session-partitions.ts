import { type Kysely, sql } from 'kysely';
import type { MetricsSchema } from '../schema.ts';

/**
 * Makes the monthly partitions that creation times need, each asked for once. In statements of their own, so that
 * a batch never holds the lock that making a partition takes.
 */
export function createPartitionKeeper(
  database: Kysely<MetricsSchema>,
): (creationTimes: readonly Date[]) => Promise<void> {
  const known = new Set<string>();
  return async (creationTimes) => {
    const months = new Set(creationTimes.map(monthOf));
    for (const month of [...months].sort()) {
      if (month === null || known.has(month)) continue;
      const day = `${month}-01`;
      await sql`SELECT ensure_session_partitions(${day}::date, ${day}::date)`.execute(database);
      known.add(month);
    }
  };
}

// A year that no backup server can mean stays in the default partition.
function monthOf(instant: Date): string | null {
  const year = instant.getUTCFullYear();
  return year >= 2000 && year < 2100 ? instant.toISOString().slice(0, 'YYYY-MM'.length) : null;
}
