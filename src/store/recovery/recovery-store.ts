import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { RecoveryStore } from '../../ports/recovery-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import { type DatabaseAccess, openDatabase } from '../database.ts';
import type { MetricsSchema } from '../schema.ts';
import { proofsOf } from './proofs.ts';
import { restoresOf } from './restores.ts';
import { keepSureBackup } from './surebackup-results.ts';

const mostConnections = 2;

/** Access to restores and proofs in the metrics database, as the analyst role. */
export function openRecoveryStore(
  access: DatabaseAccess,
): RecoveryStore & { close: () => Promise<void> } {
  const { query, close } = openDatabase<MetricsSchema>(access, {
    max: mostConnections,
    applicationName: 'dr365 recovery',
  });
  return {
    evidenceKey: (...input) => evidenceKey(query, ...input),
    evidence: async (vbrServerId, since) => ({
      restores: await restoresOf(query, vbrServerId, since),
      ...(await proofsOf(query, vbrServerId, since)),
      ...(await slotOwners(query, vbrServerId)),
    }),
    dueIds: (...input) => dueIds(query, ...input),
    pointFacts: (...input) => pointFacts(query, ...input),
    forgetOthers: (vbrServerId) => forgetOthers(query, vbrServerId),
    keepSureBackup: (results) => keepSureBackup(query, results),
    close,
  };
}

async function evidenceKey(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  since: Date,
): Promise<string> {
  const { rows } = await sql<{ key: string }>`
    SELECT concat_ws('/',
      (SELECT concat_ws('.', count(*), count(ended_at), max(created_at), max(ended_at),
          md5(string_agg(restore_reason, '' ORDER BY created_at, id)))
        FROM recovery_session WHERE vbr_server_id = ${vbrServerId} AND created_at >= ${since}),
      (SELECT md5(string_agg(result::text, '' ORDER BY workload, tested_at)) FROM surebackup_result AS result
        WHERE vbr_server_id = ${vbrServerId}),
      (SELECT count(*) FROM instant_recovery_mount
        WHERE vbr_server_id = ${vbrServerId} AND state = 'Mounted')) AS key`.execute(database);
  return rows[0]?.key ?? '';
}

async function slotOwners(database: Kysely<MetricsSchema>, vbrServerId: number) {
  const proxies = await database
    .selectFrom('proxy')
    .select(['id', 'name', 'max_tasks as slots'])
    .where('vbr_server_id', '=', vbrServerId)
    .where('is_listed', '=', true)
    .where(sql<boolean>`is_disabled IS NOT TRUE AND is_online IS NOT FALSE`)
    .orderBy('id')
    .execute();
  const repositories = await database
    .selectFrom('repository')
    .select(['id', 'name', 'max_tasks as slots'])
    .where('vbr_server_id', '=', vbrServerId)
    .orderBy('id')
    .execute();
  return { proxies, repositories };
}

async function dueIds(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  staleBefore: Date,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT subject_id AS id FROM finding
    WHERE vbr_server_id = ${vbrServerId} AND feature = 'protection' AND subject_kind = 'workload'
      AND coalesce(${asOfOf('recovery')}, '-infinity') < greatest(as_of, ${staleBefore}::timestamptz)`.execute(
    database,
  );
  return rows.map(({ id }) => id);
}

async function pointFacts(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  pointIds: readonly string[],
): ReturnType<RecoveryStore['pointFacts']> {
  const { rows } = await sql<{ id: string; sizeBytes: number | null; repositoryId: string | null }>`
    SELECT point.id, point.original_bytes AS "sizeBytes", backup.repository_id AS "repositoryId"
    FROM restore_point AS point
    LEFT JOIN backup ON backup.vbr_server_id = point.vbr_server_id AND backup.id = point.backup_id
    WHERE point.vbr_server_id = ${vbrServerId} AND point.id = ANY(${arrayLiteral(pointIds)}::text[])`.execute(
    database,
  );
  return new Map(
    rows.map(({ id, sizeBytes, repositoryId }) => [id, { sizeBytes, repositoryId }] as const),
  );
}

async function forgetOthers(database: Kysely<MetricsSchema>, vbrServerId: number): Promise<number> {
  const { rows } = await sql`
    DELETE FROM finding WHERE vbr_server_id = ${vbrServerId} AND feature = 'recovery' AND subject_kind = 'workload'
      AND ${asOfOf('protection')} IS NULL RETURNING 1`.execute(database);
  return rows.length;
}

/**
 * The instant of another finding of the same workload; null without one. A value for each row is looked up by the whole key; a join
 * of two tables without statistics compares every row with every other.
 */
function asOfOf(feature: 'protection' | 'recovery'): RawBuilder<Date | null> {
  return sql`(SELECT known.as_of FROM finding AS known WHERE known.vbr_server_id = finding.vbr_server_id
    AND known.feature = ${feature} AND known.subject_kind = 'workload' AND known.subject_id = finding.subject_id)`;
}
