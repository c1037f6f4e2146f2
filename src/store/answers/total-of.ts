import type { SelectQueryBuilder } from 'kysely';
import type { MetricsSchema } from '../schema.ts';

interface PageRead {
  readonly limit: number;
  readonly offset: number;
}

/** How many rows match; a page that was not filled tells it without another statement. */
export async function totalOf<Table extends keyof MetricsSchema>(
  matching: SelectQueryBuilder<MetricsSchema, Table, object>,
  rowsRead: number,
  { limit, offset }: PageRead,
): Promise<number> {
  if (rowsRead < limit && (rowsRead > 0 || offset === 0)) return offset + rowsRead;
  const { total } = await matching
    .select((of) => of.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}
