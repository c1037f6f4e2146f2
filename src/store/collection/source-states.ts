import { type Kysely, sql } from 'kysely';
import type { SourceState } from '../../domain/source-state.ts';
import type { MetricsSchema } from '../schema.ts';

/** What became of a source in a pass; the last instant it was available, and what waits, outlive passes that cannot tell. */
export async function recordSource(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  passId: string,
  state: Omit<SourceState, 'lastAvailableAt'>,
): Promise<void> {
  const availableAt = state.availability === 'available' ? state.checkedAt : null;
  await sql`
    INSERT INTO source_state AS known (vbr_server_id, source, pass_id, availability, checked_at, last_available_at,
      reason, rows_seen, rows_rejected, pending)
    VALUES (${vbrServerId}, ${state.source}, ${passId}, ${state.availability}, ${state.checkedAt}, ${availableAt},
      ${state.reason}, ${state.rowsSeen}, ${state.rowsRejected}, ${state.pending ?? null})
    ON CONFLICT (vbr_server_id, source) DO UPDATE SET
      pass_id = excluded.pass_id, availability = excluded.availability, checked_at = excluded.checked_at,
      last_available_at = coalesce(excluded.last_available_at, known.last_available_at),
      reason = excluded.reason, rows_seen = excluded.rows_seen, rows_rejected = excluded.rows_rejected,
      pending = coalesce(excluded.pending, known.pending)`.execute(database);
}
