import { type Kysely, sql } from 'kysely';
import type { LogOwner, LogRecord } from '../../domain/session.ts';
import { arrayLiteral } from '../array-literal.ts';
import { type KeepingPlan, keepRows } from '../keep-rows.ts';
import type { LogRecordTable, MetricsSchema } from '../schema.ts';
import type { MatchColumns } from '../tables/cause-tables.ts';

type LogRecordRow = Omit<LogRecordTable, 'vbr_server_id' | keyof MatchColumns>;

const logRecordPlan: KeepingPlan<LogRecordRow> = {
  table: 'log_record',
  key: ['owner_kind', 'owner_id', 'record_id'],
  columns: {
    owner_kind: 'text',
    owner_id: 'text',
    record_id: 'bigint',
    session_id: 'text',
    status: 'text',
    title: 'text',
    description: 'text',
    started_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
};

/** Logs that are still to be read, newest first. */
export function pendingLogs(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  atMost: number,
): Promise<readonly LogOwner[]> {
  return database
    .selectFrom('log_state')
    .select(['owner_kind as kind', 'owner_id as id', 'session_id as sessionId'])
    .where('vbr_server_id', '=', vbrServerId)
    .where('state', '=', 'pending')
    .orderBy('owner_created_at', 'desc')
    .orderBy('owner_id')
    .limit(atMost)
    .execute();
}

export async function countPendingLogs(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<number> {
  const { pending } = await database
    .selectFrom('log_state')
    .select((of) => of.fn.countAll<number>().as('pending'))
    .where('vbr_server_id', '=', vbrServerId)
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow();
  return pending;
}

/** Replaces what is kept of one log and takes it off the backlog; null records leave what was kept before. */
export function keepLog(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  owner: LogOwner,
  records: readonly LogRecord[] | null,
  readAt: Date,
): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    if (records !== null) await replaceRecords(transaction, vbrServerId, owner, records);
    await transaction
      .updateTable('log_state')
      .set({
        state: records === null ? 'gone' : 'read',
        read_at: readAt,
        matched_version: null,
      })
      .where('vbr_server_id', '=', vbrServerId)
      .where('owner_kind', '=', owner.kind)
      .where('owner_id', '=', owner.id)
      .execute();
  });
}

async function replaceRecords(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  owner: LogOwner,
  records: readonly LogRecord[],
): Promise<void> {
  const rows = records.map((record) => logRecordRow(owner, record));
  await transaction
    .deleteFrom('log_record')
    .where('vbr_server_id', '=', vbrServerId)
    .where('owner_kind', '=', owner.kind)
    .where('owner_id', '=', owner.id)
    .where(
      sql<boolean>`record_id <> ALL(${arrayLiteral(rows.map((row) => row.record_id))}::bigint[])`,
    )
    .execute();
  await keepRows(transaction, logRecordPlan, vbrServerId, rows);
}

function logRecordRow(owner: LogOwner, record: LogRecord): LogRecordRow {
  return {
    owner_kind: owner.kind,
    owner_id: owner.id,
    record_id: record.recordId,
    session_id: owner.sessionId,
    status: record.status,
    title: record.title,
    description: record.description,
    started_at: record.startedAt,
    updated_at: record.updatedAt,
  };
}
