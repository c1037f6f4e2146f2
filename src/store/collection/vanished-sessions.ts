import { type Kysely, sql } from 'kysely';
import { vanishedState } from '../../domain/runs/session-outcome.ts';
import type { CreationWindow } from '../../ports/vbr-source.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';
import { markForFolding } from './fold-marks.ts';

/** Ids of sessions kept from a window that are not among those seen there and not known as vanished, newest first. */
export async function missingSessions(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  { createdAfter, createdBefore }: CreationWindow,
  seenIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM session
    WHERE vbr_server_id = ${vbrServerId} AND state <> ${vanishedState}
      AND created_at >= ${createdAfter} AND created_at < ${createdBefore}
      AND NOT EXISTS (SELECT FROM unnest(${arrayLiteral(seenIds)}::text[]) AS seen (id) WHERE seen.id = session.id)
    ORDER BY created_at DESC, id`.execute(database);
  return rows.map((row) => row.id);
}

/** What they were known to be stays beside the state, which says that VBR has them no longer. */
export function markVanished(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  sessionIds: readonly string[],
): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    const vanished = await transaction
      .updateTable('session')
      .set({ state: vanishedState })
      .where('vbr_server_id', '=', vbrServerId)
      .where(sql<boolean>`id = ANY(${arrayLiteral(sessionIds)}::text[])`)
      .where('state', '<>', vanishedState)
      .returning(['id', 'job_id', 'session_type', 'created_at'])
      .execute();
    await markForFolding(transaction, vbrServerId, vanished);
  });
}
