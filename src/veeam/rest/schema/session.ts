import { z } from 'zod';
import {
  id,
  optionalFlag,
  optionalReference,
  optionalText,
  optionalTime,
  reference,
  text,
  time,
} from './fields.ts';
import { progressSchema } from './progress.ts';
import { resultSchema } from './result.ts';

/** A row of /sessions, all three revisions. */
export const sessionSchema = z.object({
  id,
  name: text,
  jobId: reference,
  sessionType: text,
  state: text,
  creationTime: time,
  endTime: optionalTime,
  result: resultSchema,
  usn: z.number().nullish().catch(null),
  parentSessionId: optionalReference,
  relatedSessionId: optionalReference,
  originalSessionId: reference,
  retryInfo: z
    .object({ isRecheckRetry: optionalFlag, retryNumber: z.number().nullish() })
    .nullish(),
  algorithm: optionalText,
  initiatedBy: optionalText,
  progress: progressSchema,
});

export type SessionRow = z.output<typeof sessionSchema>;
