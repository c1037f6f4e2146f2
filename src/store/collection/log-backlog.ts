import { type Kysely, sql } from 'kysely';
import type { LogOwner } from '../../domain/session.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { KeptRows } from '../keep-rows.ts';
import type { MetricsSchema } from '../schema.ts';

/** What decides whether a session's or task's log is worth reading. */
interface LogSubject {
  readonly id: string;
  readonly session_id: string;
  readonly created_at: Date;
  readonly ended_at: Date | null;
  readonly state: string;
  readonly result: string | null;
}

/**
 * Puts the logs of failed and warned sessions or tasks that have ended on the backlog, again when their result
 * is another one than the log was read for, and takes those off that turned out otherwise before they were read.
 */
export async function updateBacklog(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  kind: LogOwner['kind'],
  { inserted, changed }: KeptRows<LogSubject>,
): Promise<void> {
  const wanted = [...inserted, ...changed].filter(isWorthReading);
  // What was never there before waits on no backlog.
  const unwanted = changed.filter((subject) => !isWorthReading(subject));
  if (wanted.length > 0) await addPending(transaction, vbrServerId, kind, wanted);
  if (unwanted.length === 0) return;
  await transaction
    .deleteFrom('log_state')
    .where('vbr_server_id', '=', vbrServerId)
    .where('owner_kind', '=', kind)
    .where('state', '=', 'pending')
    .where(
      sql<boolean>`owner_id = ANY(${arrayLiteral(unwanted.map((subject) => subject.id))}::text[])`,
    )
    .execute();
}

function isWorthReading({ result, ended_at: endedAt, state }: LogSubject): boolean {
  const hasEnded = endedAt !== null || state.toLowerCase() === 'stopped';
  return hasEnded && ['failed', 'warning'].includes(result?.toLowerCase() ?? '');
}

async function addPending(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  kind: LogOwner['kind'],
  wanted: readonly LogSubject[],
): Promise<void> {
  const owners = wanted.map(({ id, session_id, created_at, result }) => ({
    id,
    session_id,
    created_at,
    result,
  }));
  await sql`
    INSERT INTO log_state (vbr_server_id, owner_kind, owner_id, session_id, owner_created_at, result, state)
    SELECT ${vbrServerId}::int, ${kind}::text, id, session_id, created_at, result, 'pending'
    FROM json_to_recordset(${JSON.stringify(owners)}::json)
      AS owner (id text, session_id text, created_at timestamptz, result text)
    ORDER BY id
    ON CONFLICT (vbr_server_id, owner_kind, owner_id) DO UPDATE SET
      result = excluded.result, owner_created_at = excluded.owner_created_at, state = 'pending'
      WHERE log_state.result IS DISTINCT FROM excluded.result`.execute(transaction);
}
