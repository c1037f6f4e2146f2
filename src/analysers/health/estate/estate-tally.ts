import type { FailureGroup } from '../../../domain/cause.ts';
import type { JobBrief } from './job-brief.ts';

/** What the parts of the estate's score are made of. */
export interface EstateTally {
  readonly judged: number;
  /** Failures that one cause brought to several jobs are counted once. */
  readonly failed: number;
  readonly warning: number;
  readonly firstAttempts: { readonly known: number; readonly failed: number };
  readonly jobsWithRuns: number;
  readonly failingJobs: number;
  readonly protectedJobs: number;
  /** Failures that were not counted again. */
  readonly countedOnce: number;
}

export type GroupSpan = Pick<FailureGroup, 'jobIds' | 'firstSeenAt' | 'lastSeenAt'>;

export function tallyOf(jobs: readonly JobBrief[], groups: readonly GroupSpan[]): EstateTally {
  const sums = { judged: 0, failed: 0, warning: 0, known: 0, firstFailed: 0 };
  const counts = { withRuns: 0, failing: 0, protected: 0 };
  for (const job of jobs) {
    sums.judged += job.judged;
    sums.failed += job.failed;
    sums.warning += job.warning;
    sums.known += job.firstAttemptsKnown;
    sums.firstFailed += job.firstAttemptsFailed;
    counts.withRuns += Number(job.judged > 0);
    counts.failing += Number(job.isFailing);
    counts.protected += Number(job.isProtected);
  }
  const countedOnce = repeatedFailures(jobs, groups);
  return {
    judged: sums.judged - countedOnce,
    failed: sums.failed - countedOnce,
    warning: sums.warning,
    firstAttempts: { known: sums.known, failed: sums.firstFailed },
    jobsWithRuns: counts.withRuns,
    failingJobs: counts.failing,
    protectedJobs: counts.protected,
    countedOnce,
  };
}

/**
 * Failures that say nothing new: in a group's span its jobs failed of one cause, which is counted as often as it struck the job
 * that it struck most. A failure belongs to the first group alone.
 */
function repeatedFailures(jobs: readonly JobBrief[], groups: readonly GroupSpan[]): number {
  if (groups.length === 0) return 0;
  const failuresOf = new Map(jobs.map((job) => [job.id, new Set(job.failuresMs)]));
  const inOrder = [...groups].sort(
    (one, other) => one.firstSeenAt.getTime() - other.firstSeenAt.getTime(),
  );
  let repeated = 0;
  for (const { jobIds, firstSeenAt, lastSeenAt } of inOrder) {
    const counts = [...new Set(jobIds)].map((jobId) => {
      const failures = failuresOf.get(jobId) ?? new Set();
      const inSpan = [...failures].filter(
        (at) => at >= firstSeenAt.getTime() && at <= lastSeenAt.getTime(),
      );
      for (const at of inSpan) failures.delete(at);
      return inSpan.length;
    });
    const all = counts.reduce((sum, count) => sum + count, 0);
    repeated += all - Math.max(0, ...counts);
  }
  return repeated;
}
