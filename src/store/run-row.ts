/** The columns a Run is made of, in the table and in its view; a selected row is one. */
export const runColumns = [
  'id',
  'job_id as jobId',
  'started_at as startedAt',
  'ended_at as endedAt',
  'outcome',
  'first_attempt_outcome as firstAttemptOutcome',
  'attempts',
  'grouping',
  'session_ids as sessionIds',
  'message',
  'first_attempt_ended_at as firstAttemptEndedAt',
  'last_attempt_started_at as lastAttemptStartedAt',
  'read_bytes as readBytes',
  'transferred_bytes as transferredBytes',
  'bottleneck',
  'is_full as isFull',
] as const;
