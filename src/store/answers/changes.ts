import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { ChangeAnswers } from '../../ports/change-answers.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

const document = z.record(z.string(), z.unknown());
/** Beyond it no run is taken for a job's last one. */
const longestPauseDays = 120;

/** What is otherwise than it was, as the mcp role reads it. */
export function changeAnswers(database: Kysely<MetricsSchema>): ChangeAnswers {
  return {
    runTasks: (vbrServerId, sessionIds, atMost) =>
      database
        .selectFrom('answers.run_task')
        .select([
          'session_id as sessionId',
          'name',
          'processed_bytes as processedBytes',
          'repository_name as repositoryName',
        ])
        .where('vbr_server_id', '=', vbrServerId)
        .where(sql<boolean>`session_id = ANY(${arrayLiteral(sessionIds)}::text[])`)
        .orderBy('name')
        .limit(atMost)
        .execute(),
    jobVersions: (query) => findVersions(database, query),
    serverEvents: ({ vbrServerId, from, until, limit }) =>
      database
        .selectFrom('answers.server_event')
        .select(['session_id as sessionId', 'created_at as at', 'name'])
        .where('vbr_server_id', '=', vbrServerId)
        .where('created_at', '>=', from)
        .where('created_at', '<=', until)
        .orderBy('created_at')
        .limit(limit)
        .execute(),
    failingAt: (vbrServerId, at) => failingAt(database, vbrServerId, at),
    jobsAtWork: async ({ vbrServerId, from, until, limit }) => {
      const rows = await database
        .selectFrom('answers.run')
        .select('job_id as jobId')
        .distinct()
        .where('vbr_server_id', '=', vbrServerId)
        .where('started_at', '<=', until)
        .where(sql<boolean>`started_at >= ${from}::timestamptz - interval '2 days'`)
        .where((of) => of.or([of('ended_at', '>=', from), of('ended_at', 'is', null)]))
        .orderBy('job_id')
        .limit(limit)
        .execute();
      return rows.map(({ jobId }) => jobId);
    },
  };
}

async function findVersions(
  database: Kysely<MetricsSchema>,
  { vbrServerId, jobId, from, until, limit }: Parameters<ChangeAnswers['jobVersions']>[0],
): ReturnType<ChangeAnswers['jobVersions']> {
  let matching = database
    .selectFrom('answers.job_definition')
    .selectAll()
    .where('vbr_server_id', '=', vbrServerId)
    .where('seen_at', '>=', from)
    .where('seen_at', '<=', until);
  if (jobId !== undefined) matching = matching.where('job_id', '=', jobId);
  const rows = await matching.orderBy('seen_at').orderBy('job_id').limit(limit).execute();
  return rows.map((row) => ({
    jobId: row.job_id,
    seenAt: row.seen_at,
    definition: document.parse(row.definition),
    before: row.definition_before === null ? null : document.parse(row.definition_before),
  }));
}

async function failingAt(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  at: Date,
): ReturnType<ChangeAnswers['failingAt']> {
  const newest = database
    .selectFrom('answers.run')
    .distinctOn('job_id')
    .select(['job_id as jobId', 'outcome'])
    .where('vbr_server_id', '=', vbrServerId)
    .where('started_at', '<', at)
    .where('started_at', '>=', new Date(at.getTime() - longestPauseDays * 86_400_000))
    .where('outcome', 'in', ['success', 'warning', 'failed'])
    .orderBy('job_id')
    .orderBy('started_at', 'desc');
  const rows = await database
    .selectFrom(newest.as('newest'))
    .select('jobId')
    .where('outcome', '=', 'failed')
    .orderBy('jobId')
    .execute();
  return rows.map(({ jobId }) => jobId);
}
