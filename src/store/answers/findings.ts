import { type Kysely, sql } from 'kysely';
import type { FindingQuery, LocatedFinding } from '../../ports/answer-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import { findingColumns, findingFrom } from '../finding-row.ts';
import type { MetricsSchema } from '../schema.ts';
import { totalOf } from './total-of.ts';

/** One page of findings and how many there are. Worst first: lowest score, then failed, then without enough data. */
export async function findFindings(
  database: Kysely<MetricsSchema>,
  query: FindingQuery,
): Promise<{ readonly rows: readonly LocatedFinding[]; readonly total: number }> {
  const matching = matchingFindings(database, query);
  const ordered =
    query.order === 'name'
      ? matching
      : matching
          .orderBy(sql`CASE status WHEN 'scored' THEN 0 WHEN 'failed' THEN 1 ELSE 2 END`)
          .orderBy('score');
  const rows = await ordered
    .orderBy(sql`lower(subject_name)`)
    .orderBy('subject_id')
    .orderBy('vbr_server_id')
    .limit(query.limit)
    .offset(query.offset)
    .select(findingColumns)
    .execute();
  return {
    total: await totalOf(matching, rows.length, query),
    rows: rows.map(({ vbrServerId, passId, ...row }) => ({
      vbrServerId,
      passId,
      finding: findingFrom(row),
    })),
  };
}

function matchingFindings(database: Kysely<MetricsSchema>, query: FindingQuery) {
  let matching = database
    .selectFrom('answers.finding')
    .where('feature', '=', query.feature)
    .where('subject_kind', '=', query.kind);
  if (query.vbrServerId !== undefined) {
    matching = matching.where('vbr_server_id', '=', query.vbrServerId);
  }
  if (query.subject !== undefined) {
    const wanted = query.subject.toLowerCase();
    matching = matching.where(
      sql<boolean>`(lower(subject_name) = ${wanted} OR lower(subject_id) = ${wanted})`,
    );
  }
  if (query.nameWords !== undefined) {
    matching = matching.where(
      sql<boolean>`NOT EXISTS (
        SELECT FROM unnest(${arrayLiteral(query.nameWords)}::text[]) AS word
        WHERE strpos(lower(subject_name), word) = 0)`,
    );
  }
  if (query.subjectIds !== undefined) {
    matching = matching.where(
      sql<boolean>`subject_id = ANY(${arrayLiteral(query.subjectIds)}::text[])`,
    );
  }
  if (query.since !== undefined) {
    // ISO 8601 in UTC, as documents keep instants, sorts as text.
    matching = matching.where(
      sql<boolean>`(measures ->> 'lastRunAt') COLLATE "C" >= ${query.since.toISOString()}`,
    );
  }
  return matching;
}
