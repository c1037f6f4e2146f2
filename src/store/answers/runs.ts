import { type Kysely, sql } from 'kysely';
import type { AnswerStore } from '../../ports/answer-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import { runColumns } from '../run-row.ts';
import type { MetricsSchema } from '../schema.ts';
import { totalOf } from './total-of.ts';

type RunQuery = Parameters<AnswerStore['runs']>[0];

/** The newest runs that match and how many there are. */
export async function findRuns(
  database: Kysely<MetricsSchema>,
  query: RunQuery,
): ReturnType<AnswerStore['runs']> {
  const matching = matchingRuns(database, query);
  const newest = matching.select(runColumns).orderBy('started_at', 'desc').orderBy('id');
  const rows = query.limit === 0 ? [] : await newest.limit(query.limit).execute();
  const total = await totalOf(matching, rows.length, { limit: query.limit, offset: 0 });
  return { rows, total };
}

/** How many runs started since an instant, by outcome. */
export async function countRuns(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  since: Date,
): ReturnType<AnswerStore['runCounts']> {
  const rows = await matchingRuns(database, { vbrServerId, since, limit: 0 })
    .select((of) => ['outcome' as const, of.fn.countAll<number>().as('count')])
    .groupBy('outcome')
    .execute();
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
}

function matchingRuns(
  database: Kysely<MetricsSchema>,
  { vbrServerId, jobId, since, outcomes, attemptsAtLeast }: RunQuery,
) {
  let matching = database.selectFrom('answers.run').where('vbr_server_id', '=', vbrServerId);
  if (jobId !== undefined) matching = matching.where('job_id', '=', jobId);
  if (since !== undefined) matching = matching.where('started_at', '>=', since);
  if (outcomes !== undefined) {
    matching = matching.where(sql<boolean>`outcome = ANY(${arrayLiteral(outcomes)}::text[])`);
  }
  if (attemptsAtLeast !== undefined) matching = matching.where('attempts', '>=', attemptsAtLeast);
  return matching;
}
