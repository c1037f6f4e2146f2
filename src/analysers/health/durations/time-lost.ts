import type { TellingSpan } from '../../../domain/job-depth.ts';
import type { BriefRun } from '../../../domain/run.ts';
import type { JobMeasures } from '../measures.ts';
import { spanMs } from '../rhythm/local-time.ts';

/** Minutes between a failed first attempt and the start of the last one, and minutes that the logs show as waiting. */
export function timeLost(
  runs: readonly BriefRun[],
  spans: readonly TellingSpan[],
): JobMeasures['timeLost'] {
  let retryMs = 0;
  let measured = 0;
  let retried = 0;
  for (const { attempts, firstAttemptEndedAt, lastAttemptStartedAt } of runs) {
    if (attempts < 2) continue;
    retried += 1;
    if (firstAttemptEndedAt === null) continue;
    measured += 1;
    retryMs += Math.max(0, lastAttemptStartedAt.getTime() - firstAttemptEndedAt.getTime());
  }
  const waits = spans.filter(({ kind }) => kind === 'waiting');
  return {
    retryMinutes: Math.round(retryMs / spanMs.minute),
    retriedRunsMeasured: measured,
    retriedRunsUnknown: retried - measured,
    waitMinutes: Math.round(unionMs(waits) / spanMs.minute),
    waitRecords: waits.length,
  };
}

/** Runs that succeeded although a log record says that there was nothing to process. */
export function emptyRuns(
  runs: readonly Pick<BriefRun, 'id' | 'startedAt' | 'endedAt' | 'outcome'>[],
  spans: readonly TellingSpan[],
): JobMeasures['emptyRuns'] {
  const empty = spans.filter(({ kind }) => kind === 'nothing-to-process');
  const found = runs.filter(
    ({ outcome, startedAt, endedAt }) =>
      outcome === 'success' &&
      empty.some(({ startedAt: at }) => at >= startedAt && at <= (endedAt ?? startedAt)),
  );
  return { runs: found.length, lastAt: found.at(-1)?.startedAt.toISOString() ?? null };
}

/** Waits of several workloads at once are lost once. */
function unionMs(spans: readonly TellingSpan[]): number {
  const sorted = [...spans].sort(
    (one, other) => one.startedAt.getTime() - other.startedAt.getTime(),
  );
  let reached = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const { startedAt, endedAt } of sorted) {
    const end = (endedAt ?? startedAt).getTime();
    sum += Math.max(0, end - Math.max(startedAt.getTime(), reached));
    reached = Math.max(reached, end);
  }
  return sum;
}
