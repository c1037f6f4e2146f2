import { type Kysely, sql } from 'kysely';
import type { ServerFactName, ServerFacts } from '../../domain/server-fact.ts';
import type { Kept } from '../../ports/collection-store.ts';
import { countKept, type KeepingPlan, keepRows } from '../keep-rows.ts';
import type { MetricsSchema } from '../schema.ts';

interface FactRow {
  readonly name: ServerFactName;
  readonly value: unknown;
  readonly seen_at: Date;
}

const factPlan: KeepingPlan<FactRow> = {
  table: 'server_fact',
  key: ['name'],
  touched: ['seen_at'],
  columns: { name: 'text', value: 'jsonb', seen_at: 'timestamptz' },
};

/** The present value and the day's last one in one transaction; an older reading never replaces a newer one of its day. */
export function keepFact<Name extends ServerFactName>(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  name: Name,
  value: ServerFacts[Name],
  seenAt: Date,
): Promise<Kept> {
  return database.transaction().execute(async (transaction) => {
    const row = { name, value, seen_at: seenAt };
    const kept = await keepRows(transaction, factPlan, vbrServerId, [row]);
    await sql`
      INSERT INTO server_fact_history AS known (vbr_server_id, name, day, value, seen_at)
      SELECT vbr_server_id, name, (seen_at AT TIME ZONE 'UTC')::date, value, seen_at
      FROM server_fact WHERE vbr_server_id = ${vbrServerId} AND name = ${name}
      ON CONFLICT (vbr_server_id, name, day) DO UPDATE SET value = excluded.value, seen_at = excluded.seen_at
        WHERE known.seen_at <= excluded.seen_at`.execute(transaction);
    return countKept(kept);
  });
}
