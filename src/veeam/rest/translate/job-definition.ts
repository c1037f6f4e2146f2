import type { JobDefinition, RetryRule } from '../../../domain/job.ts';
import type { JobRow } from '../schema/job.ts';

/** A job's configuration in our words; null parts where its type does not have them. */
export function toJobDefinition(row: JobRow): JobDefinition {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    isDisabled: row.isDisabled,
    runsAutomatically: row.schedule?.runAutomatically ?? null,
    retry: toRetryRule(row.schedule?.retry ?? null),
  };
}

function toRetryRule(retry: NonNullable<JobRow['schedule']>['retry'] | null): RetryRule | null {
  if (retry === null || retry === undefined || retry.isEnabled === null) return null;
  return {
    isEnabled: retry.isEnabled,
    count: retry.retryCount,
    awaitMinutes: retry.awaitMinutes,
  };
}
