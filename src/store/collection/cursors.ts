import { type Kysely, sql } from 'kysely';
import type { CursorName } from '../../ports/collection-store.ts';
import type { MetricsSchema } from '../schema.ts';

/** Up to where a source is complete; null before its first batch. */
export async function readCursor(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  name: CursorName,
): Promise<Date | null> {
  const row = await database
    .selectFrom('collection_cursor')
    .select('position')
    .where('vbr_server_id', '=', vbrServerId)
    .where('source', '=', name)
    .executeTakeFirst();
  return row?.position ?? null;
}

/** Moves a cursor forward; one that is further already, and a null, leave it alone. */
export async function advanceCursor(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  name: CursorName,
  position: Date | null,
): Promise<void> {
  if (position === null) return;
  await sql`
    INSERT INTO collection_cursor (vbr_server_id, source, position)
    VALUES (${vbrServerId}, ${name}, ${position})
    ON CONFLICT (vbr_server_id, source) DO UPDATE SET position = excluded.position
      WHERE collection_cursor.position < excluded.position`.execute(transaction);
}

/** Moves a cursor back, or makes it; one that is further back already is left alone. */
export async function moveCursorBack(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  name: CursorName,
  position: Date,
): Promise<void> {
  await sql`
    INSERT INTO collection_cursor (vbr_server_id, source, position)
    VALUES (${vbrServerId}, ${name}, ${position})
    ON CONFLICT (vbr_server_id, source) DO UPDATE SET position = excluded.position
      WHERE collection_cursor.position > excluded.position`.execute(database);
}
