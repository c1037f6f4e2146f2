import { z } from 'zod';

/** Under which name a list of VBR holds its rows. */
export type RowsName = 'data' | 'items';

const count = z.number().int().nonnegative().nullish().catch(null);

/** The envelope of every paged list; of the paging figures only `total` is used; rows are parsed one by one. */
const paged = z
  .object({
    data: z.array(z.unknown()),
    pagination: z.object({ total: count }).nullish().catch(null),
  })
  .transform(({ data, pagination }) => ({ rows: data, total: pagination?.total ?? null }));

/** A list that comes whole, without paging. */
const whole = z
  .object({ items: z.array(z.unknown()) })
  .transform(({ items }) => ({ rows: items, total: items.length }));

export const listSchemas = { data: paged, items: whole } as const;
