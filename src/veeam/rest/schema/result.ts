import { z } from 'zod';
import { optionalFlag, optionalText, text } from './fields.ts';

/** How a session or task ended: an open set of words. Null while VBR gives none. */
export const resultSchema = z
  .object({ result: text, message: optionalText, isCanceled: optionalFlag })
  .nullish();
