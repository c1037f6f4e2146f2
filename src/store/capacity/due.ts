import { type Kysely, sql } from 'kysely';
import type { CapacityDue } from '../../ports/capacity-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

export async function due(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<CapacityDue> {
  const now = await sql<{ at: Date }>`SELECT clock_timestamp() AS at`.execute(database);
  const marks = await database
    .selectFrom('capacity_mark')
    .select('repository_id as id')
    .where('vbr_server_id', '=', vbrServerId)
    .execute();
  const findings = await database
    .selectFrom('finding')
    .select([
      'subject_id as id',
      'as_of as asOf',
      sql<string | null>`measures ->> 'judgedBy'`.as('by'),
    ])
    .where('vbr_server_id', '=', vbrServerId)
    .where('feature', '=', 'capacity')
    .where('subject_kind', '=', 'repository')
    .execute();
  return {
    markedIds: new Set(marks.map(({ id }) => id)),
    judged: new Map(findings.map(({ id, asOf, by }) => [id, { asOf, by }])),
    readAt: now.rows[0]?.at ?? new Date(0),
  };
}

export async function clearMarks(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  repositoryIds: readonly string[],
  readAt: Date,
): Promise<void> {
  await database
    .deleteFrom('capacity_mark')
    .where('vbr_server_id', '=', vbrServerId)
    .where(sql<boolean>`repository_id = ANY(${arrayLiteral(repositoryIds)}::text[])`)
    // The instant came here in whole milliseconds.
    .where(sql<boolean>`date_trunc('milliseconds', marked_at) <= ${readAt}`)
    .execute();
}

export async function forgetOthers(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  subjectIds: readonly string[],
): Promise<number> {
  const gone = await database
    .deleteFrom('finding')
    .where('vbr_server_id', '=', vbrServerId)
    .where('feature', '=', 'capacity')
    .where('subject_kind', '=', 'repository')
    .where(sql<boolean>`subject_id <> ALL(${arrayLiteral(subjectIds)}::text[])`)
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}
