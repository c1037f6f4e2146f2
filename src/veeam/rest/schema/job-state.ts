import { z } from 'zod';
import {
  id,
  optionalCount,
  optionalReference,
  optionalText,
  optionalTime,
  text,
} from './fields.ts';

/** A row of /jobs/states. 1.3-rev0 writes status and workload in lower case. */
export const jobStateSchema = z.object({
  id,
  name: text,
  type: text,
  status: text,
  lastResult: text,
  workload: optionalText,
  lastRun: optionalTime,
  nextRun: optionalTime,
  repositoryId: optionalReference,
  repositoryName: optionalText,
  objectsCount: optionalCount,
  sessionId: optionalReference,
});

export type JobStateRow = z.output<typeof jobStateSchema>;
