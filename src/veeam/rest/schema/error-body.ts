import { z } from 'zod';

const word = z.string().nullish().catch(null);

/** VBR's error body; servers before 13 and proxies leave parts out. */
export const errorBodySchema = z
  .object({ errorCode: word, message: word })
  .transform(({ errorCode, message }) => ({ code: errorCode ?? '', message: message ?? '' }));
