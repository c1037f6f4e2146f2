import { type Kysely, sql } from 'kysely';
import { vanishedState } from '../../domain/runs/session-outcome.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

/** Ids of kept sessions without an end that have not stopped or vanished either, oldest first. */
export async function unfinishedSessions(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  atMost: number,
): Promise<readonly string[]> {
  const rows = await unfinished(database, vbrServerId)
    .select('id')
    .orderBy('created_at')
    .orderBy('id')
    .limit(atMost)
    .execute();
  return rows.map((row) => row.id);
}

/** When the oldest of them, or of the tasks without an end, since an instant was created, so many left out; null when there is none. */
export async function oldestUnfinished(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  list: 'sessions' | 'task-sessions',
  since: Date,
  leftOut: number,
): Promise<Date | null> {
  const row = await openRows(database, vbrServerId, list)
    .select('open.created_at')
    .where('open.created_at', '>=', since)
    .orderBy('open.created_at')
    .offset(leftOut)
    .limit(1)
    .executeTakeFirst();
  return row?.created_at ?? null;
}

export async function countUnfinished(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  sessionTypes: readonly string[],
): Promise<number> {
  const { sessions } = await unfinished(database, vbrServerId)
    .select((of) => of.fn.countAll<number>().as('sessions'))
    .where(sql<boolean>`session_type = ANY(${arrayLiteral(sessionTypes)}::text[])`)
    .executeTakeFirstOrThrow();
  return sessions;
}

function unfinished(database: Kysely<MetricsSchema>, vbrServerId: number) {
  return database
    .selectFrom('session')
    .where('vbr_server_id', '=', vbrServerId)
    .where('ended_at', 'is', null)
    .where(sql`lower(state)`, 'not in', ['stopped', vanishedState.toLowerCase()]);
}

function openRows(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  list: 'sessions' | 'task-sessions',
) {
  if (list === 'sessions') {
    const sessions = unfinished(database, vbrServerId).select('created_at');
    return database.selectFrom(sessions.as('open'));
  }
  const tasks = database
    .selectFrom('task')
    .select('created_at')
    .where('vbr_server_id', '=', vbrServerId)
    .where('ended_at', 'is', null);
  return database.selectFrom(tasks.as('open'));
}
