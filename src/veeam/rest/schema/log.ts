import { z } from 'zod';
import { optionalText, optionalTime, text } from './fields.ts';

/** The envelope of a session's or task's log, which is not paged. */
export const logSchema = z.object({ records: z.array(z.unknown()).nullish() });

/** One record; `additionalInfo` changed its shape in 1.3-rev2 and is not read. */
export const logRecordSchema = z.object({
  id: z.number(),
  status: text,
  title: optionalText,
  description: optionalText,
  startTime: optionalTime,
  updateTime: optionalTime,
});

export type LogRecordRow = z.output<typeof logRecordSchema>;
