import { type Kysely, sql } from 'kysely';
import type { SourceName } from '../../domain/source-state.ts';
import type { MetricsSchema } from '../schema.ts';

/** Up to where a source is complete; null before its first batch. */
export async function readCursor(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  source: SourceName,
): Promise<Date | null> {
  const row = await database
    .selectFrom('collection_cursor')
    .select('position')
    .where('vbr_server_id', '=', vbrServerId)
    .where('source', '=', source)
    .executeTakeFirst();
  return row?.position ?? null;
}

/** Moves a cursor forward; one that is further already, and a null, leave it alone. */
export async function advanceCursor(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  source: SourceName,
  position: Date | null,
): Promise<void> {
  if (position === null) return;
  await sql`
    INSERT INTO collection_cursor (vbr_server_id, source, position)
    VALUES (${vbrServerId}, ${source}, ${position})
    ON CONFLICT (vbr_server_id, source) DO UPDATE SET position = excluded.position
      WHERE collection_cursor.position < excluded.position`.execute(transaction);
}
