import { z } from 'zod';
import { id, optionalCount, optionalFlag, text } from './fields.ts';

const retrySchema = z
  .object({ isEnabled: optionalFlag, retryCount: optionalCount, awaitMinutes: optionalCount })
  .nullish()
  .catch(null);

/** The part of a job's configuration that every job type shares; the rest differs by type and is not read. */
export const jobSchema = z.object({
  id,
  name: text,
  type: text,
  isDisabled: optionalFlag,
  schedule: z.object({ runAutomatically: optionalFlag, retry: retrySchema }).nullish().catch(null),
});

export type JobRow = z.output<typeof jobSchema>;
