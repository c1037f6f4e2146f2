import { z } from 'zod';
import { id, optionalReference, optionalText, optionalTime, text, time } from './fields.ts';
import { progressSchema } from './progress.ts';
import { resultSchema } from './result.ts';

/** A row of /taskSessions of type Backup, all three revisions. */
export const taskSessionSchema = z.object({
  id,
  sessionId: id,
  type: text,
  sessionType: text,
  name: text,
  state: text,
  creationTime: time,
  endTime: optionalTime,
  result: resultSchema,
  algorithm: optionalText,
  repositoryId: optionalReference,
  restorePointId: optionalReference,
  progress: progressSchema,
});

export type TaskSessionRow = z.output<typeof taskSessionSchema>;
