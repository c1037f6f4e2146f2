import { type Kysely, sql } from 'kysely';
import type { Cause } from '../../domain/cause.ts';
import { recordText } from '../../domain/telling-record.ts';
import type { CauseAnswers } from '../../ports/cause-answers.ts';
import { arrayLiteral } from '../array-literal.ts';
import { causeFrom } from '../causes/cause-row.ts';
import { groupFrom } from '../causes/recent-groups.ts';
import type { MetricsSchema } from '../schema.ts';
import { totalOf } from './total-of.ts';

/** Why runs failed or warned, as the mcp role reads it. */
export function causeAnswers(database: Kysely<MetricsSchema>): CauseAnswers {
  return {
    causes: (query) => findCauses(database, query),
    failureGroups: (query) => findGroups(database, query),
    openFailureGroups: (vbrServerId) => findOpenGroups(database, vbrServerId),
    unknownTexts: (vbrServerIds, limit) => findUnknownTexts(database, vbrServerIds, limit),
  };
}

async function findCauses(
  database: Kysely<MetricsSchema>,
  { vbrServerId, jobId, runIds, limit }: Parameters<CauseAnswers['causes']>[0],
): Promise<readonly Cause[]> {
  let matching = database
    .selectFrom('answers.run_cause')
    .selectAll()
    .where('vbr_server_id', '=', vbrServerId);
  if (jobId !== undefined) matching = matching.where('job_id', '=', jobId);
  if (runIds !== undefined) {
    matching = matching.where(sql<boolean>`run_id = ANY(${arrayLiteral(runIds)}::text[])`);
  }
  const rows = await matching
    .orderBy('run_started_at', 'desc')
    .orderBy('run_id')
    .orderBy('outcome')
    .orderBy('workload')
    .limit(limit)
    .execute();
  return rows.map(causeFrom);
}

async function findGroups(
  database: Kysely<MetricsSchema>,
  { vbrServerId, jobId, since, limit }: Parameters<CauseAnswers['failureGroups']>[0],
): ReturnType<CauseAnswers['failureGroups']> {
  let matching = database
    .selectFrom('answers.failure_group')
    .where('vbr_server_id', '=', vbrServerId);
  if (jobId !== undefined) matching = matching.where(sql<boolean>`${jobId} = ANY(job_ids)`);
  if (since !== undefined) matching = matching.where('last_seen_at', '>=', since);
  const rows = await matching
    .selectAll()
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  const total = await totalOf(matching, rows.length, { limit, offset: 0 });
  return { rows: rows.map(groupFrom), total };
}

async function findOpenGroups(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): ReturnType<CauseAnswers['openFailureGroups']> {
  const rows = await database
    .selectFrom('answers.failure_group')
    .selectAll()
    .where('vbr_server_id', '=', vbrServerId)
    .where('is_open', '=', true)
    .execute();
  return rows.map(groupFrom);
}

async function findUnknownTexts(
  database: Kysely<MetricsSchema>,
  vbrServerIds: readonly number[],
  limit: number,
): ReturnType<CauseAnswers['unknownTexts']> {
  const matching = database
    .selectFrom('answers.unknown_text')
    .where(sql<boolean>`vbr_server_id = ANY(${arrayLiteral(vbrServerIds)}::int[])`);
  const rows = await matching
    .selectAll()
    .orderBy('line_count', 'desc')
    .orderBy('last_seen_at', 'desc')
    .orderBy('fingerprint')
    .limit(limit)
    .execute();
  const total = await totalOf(matching, rows.length, { limit, offset: 0 });
  const texts = rows.map((row) => ({
    vbrServerId: row.vbr_server_id,
    fingerprint: row.fingerprint,
    lines: row.line_count,
    jobs: row.job_count,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    example: recordText(row),
  }));
  return { rows: texts, total };
}
