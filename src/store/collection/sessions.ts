import { type Kysely, sql } from 'kysely';
import type { Session } from '../../domain/session.ts';
import type { CursoredBatch, Kept } from '../../ports/collection-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import { countKept, type KeepingPlan, type KeptRows, keepRows } from '../keep-rows.ts';
import { lastOfEach } from '../last-of-each.ts';
import type { MetricsSchema } from '../schema.ts';
import type { SessionTable } from '../tables/session-tables.ts';
import { advanceCursor } from './cursors.ts';
import { markForFolding, type Placed } from './fold-marks.ts';
import { updateBacklog } from './log-backlog.ts';
import { progressColumns } from './progress.ts';

type SessionRow = Omit<SessionTable, 'vbr_server_id'>;

const sessionPlan: KeepingPlan<SessionRow> = {
  table: 'session',
  key: ['id', 'created_at'],
  partitionedBy: 'created_at',
  columns: {
    id: 'text',
    created_at: 'timestamptz',
    job_id: 'text',
    name: 'text',
    session_type: 'text',
    state: 'text',
    result: 'text',
    message: 'text',
    is_canceled: 'boolean',
    ended_at: 'timestamptz',
    usn: 'bigint',
    parent_session_id: 'text',
    related_session_id: 'text',
    original_session_id: 'text',
    retry_number: 'bigint',
    is_recheck_retry: 'boolean',
    algorithm: 'text',
    initiated_by: 'text',
    processed_bytes: 'bigint',
    read_bytes: 'bigint',
    transferred_bytes: 'bigint',
    bottleneck: 'text',
  },
};

/** Rows, fold marks, log backlog and cursor in one transaction; the months' partitions must be there. */
export function keepSessions(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  batch: CursoredBatch<Session>,
): Promise<Kept> {
  const rows = lastOfEach(batch.rows, (session) => session.id).map(sessionRow);
  return database.transaction().execute(async (transaction) => {
    const kept = await keepRows(transaction, sessionPlan, vbrServerId, rows);
    const moved = await removeMoved(transaction, vbrServerId, kept.inserted);
    await markForFolding(transaction, vbrServerId, [...kept.inserted, ...kept.changed, ...moved]);
    await updateBacklog(transaction, vbrServerId, 'session', asLogSubjects(kept, moved));
    await advanceCursor(transaction, vbrServerId, 'sessions', batch.cursor);
    const { inserted, changed } = countKept(kept);
    return { inserted: inserted - moved.length, changed: changed + moved.length };
  });
}

function sessionRow(session: Session): SessionRow {
  return {
    id: session.id,
    created_at: session.createdAt,
    job_id: session.jobId,
    name: session.name,
    session_type: session.sessionType,
    state: session.state,
    result: session.result,
    message: session.message,
    is_canceled: session.isCanceled,
    ended_at: session.endedAt,
    usn: session.usn,
    parent_session_id: session.parentSessionId,
    related_session_id: session.relatedSessionId,
    original_session_id: session.originalSessionId,
    retry_number: session.retryNumber,
    is_recheck_retry: session.isRecheckRetry,
    algorithm: session.algorithm,
    initiated_by: session.initiatedBy,
    ...progressColumns(session.progress),
  };
}

/** A session that moved was there before, though its row is new. */
function asLogSubjects(kept: KeptRows<SessionRow>, moved: readonly Placed[]) {
  const movedIds = new Set(moved.map(({ id }) => id));
  const subjects = (rows: readonly SessionRow[]) =>
    rows.map((row) => ({ ...row, session_id: row.id }));
  return {
    inserted: subjects(kept.inserted.filter(({ id }) => !movedIds.has(id))),
    changed: subjects([...kept.changed, ...kept.inserted.filter(({ id }) => movedIds.has(id))]),
  };
}

// The creation time is part of the key; a session that comes back with another one would stay twice.
async function removeMoved(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  inserted: readonly SessionRow[],
): Promise<readonly Placed[]> {
  if (inserted.length === 0) return [];
  const ids = arrayLiteral(inserted.map((row) => row.id));
  const creations = arrayLiteral(inserted.map((row) => row.created_at));
  // A partition without statistics would be read as a whole instead of through its key.
  await sql`SET LOCAL enable_seqscan = off`.execute(transaction);
  const { rows: left } = await sql<{ id: string; created_at: Date }>`
    WITH place AS MATERIALIZED (
      SELECT id, created_at FROM session WHERE vbr_server_id = ${vbrServerId}::int AND id = ANY(${ids}::text[])
    )
    SELECT place.id, place.created_at
    FROM place JOIN unnest(${ids}::text[], ${creations}::timestamptz[]) AS incoming (id, created_at) USING (id)
    WHERE place.created_at <> incoming.created_at`.execute(transaction);
  if (left.length === 0) return [];
  return transaction
    .deleteFrom('session')
    .where('vbr_server_id', '=', vbrServerId)
    .where(
      sql<boolean>`(id, created_at) IN (SELECT * FROM unnest(
        ${arrayLiteral(left.map((place) => place.id))}::text[],
        ${arrayLiteral(left.map((place) => place.created_at))}::timestamptz[]))`,
    )
    .returning(['id', 'job_id', 'session_type', 'created_at'])
    .execute();
}
