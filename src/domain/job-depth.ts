import type { JobSchedule } from './job.ts';

/** What a log record of waiting, or of nothing to process, tells of one job. */
export interface TellingSpan {
  readonly kind: 'waiting' | 'nothing-to-process';
  readonly startedAt: Date;
  /** Null when the record tells no end. */
  readonly endedAt: Date | null;
}

/** What is known of a job beside its runs. */
export interface JobDepth {
  /** Null where the role or the job's type shows none. */
  readonly schedule: JobSchedule | null;
  /** Ends of the runs of the job that this one waits for, oldest first; null when it waits for none or that one is not known. */
  readonly predecessorEnds: readonly Date[] | null;
  /** From the logs that were read. */
  readonly tellingSpans: readonly TellingSpan[];
}
