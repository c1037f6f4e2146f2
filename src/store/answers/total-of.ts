import { type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';

/** Over any schema the builder's own type does not tell what it selects. */
const countSchema = z.object({ total: z.int() });

interface PageRead {
  readonly limit: number;
  readonly offset: number;
}

/** How many rows match; a page that was not filled tells it without another statement. */
export async function totalOf<Schema, Table extends keyof Schema>(
  matching: SelectQueryBuilder<Schema, Table, object>,
  rowsRead: number,
  { limit, offset }: PageRead,
): Promise<number> {
  if (rowsRead < limit && (rowsRead > 0 || offset === 0)) return offset + rowsRead;
  const counted = await matching
    .select(sql<number>`count(*)::int`.as('total'))
    .executeTakeFirstOrThrow();
  return countSchema.parse(counted).total;
}
