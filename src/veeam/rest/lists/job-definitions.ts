import { z } from 'zod';
import type { JobDefinition } from '../../../domain/job.ts';
import { id, optionalFlag, optionalPart, text } from '../schema/fields.ts';
import { rowReader } from '../translate/rows.ts';
import { includesShape, toIncludes } from './job/includes.ts';
import { scheduleSchema, toRetryRule, toSchedule } from './job/schedule.ts';
import { storageShape, toStorage } from './job/storage.ts';
import type { ListSource } from './list-source.ts';

/** A job of any type: only these three are always there, and a type that nobody knows has nothing more. */
const jobSchema = z.object({
  id,
  name: text,
  type: text,
  isDisabled: optionalFlag,
  schedule: scheduleSchema,
  guestProcessing: optionalPart(
    z.object({ appAwareProcessing: optionalPart(z.object({ isEnabled: optionalFlag })) }),
  ),
  ...storageShape,
  ...includesShape,
});

/** VBR fails on the whole list when one job's type cannot be shown; repeating that helps only once. */
export const jobTries = 2;

/** Rows of /jobs in our words. */
export const toJobDefinitions = rowReader(jobSchema, toJobDefinition);

/** The configuration of every job. */
export const jobDefinitions: ListSource<JobDefinition> = {
  path: '/api/v1/jobs',
  toRows: toJobDefinitions,
  orderColumn: 'Name',
  tries: jobTries,
};

function toJobDefinition(row: z.output<typeof jobSchema>): JobDefinition {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    isDisabled: row.isDisabled,
    runsAutomatically: row.schedule?.runAutomatically ?? null,
    retry: toRetryRule(row.schedule),
    schedule: toSchedule(row.schedule),
    storage: toStorage(row),
    isApplicationAware: row.guestProcessing?.appAwareProcessing?.isEnabled ?? null,
    includes: toIncludes(row),
  };
}
