import { z } from 'zod';

const count = z.number().int().nonnegative().nullish().catch(null);

/** The envelope of every list; of the paging figures only `total` is used; rows are parsed one by one. */
export const listSchema = z
  .object({
    data: z.array(z.unknown()),
    pagination: z.object({ total: count }).nullish().catch(null),
  })
  .transform(({ data, pagination }) => ({
    rows: data,
    total: pagination?.total ?? null,
  }));
