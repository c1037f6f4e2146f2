import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { jobTypeIn } from '../estate/names-by-revision.ts';
import type { VerificationJob } from '../estate/operations/operation.ts';
import { startsBetween } from '../estate/schedule.ts';
import { resultWords } from '../estate/session-table.ts';
import { dayMs } from '../estate/zone-clock.ts';
import type { RequestContext } from '../server/request-context.ts';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A content-scan job as /jobs shows it. */
export function scanJobRow({ estate, revision }: RequestContext, job: VerificationJob) {
  const localTime = [Math.floor(job.minuteOfDay / 60), job.minuteOfDay % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return {
    type: 'SureBackupContentScan',
    id: job.id,
    name: job.name,
    isDisabled: false,
    description: '',
    linkedJobs: {
      includes: job.linkedJobs.map((index) => {
        const linked = itemAt(estate.jobs, index);
        return { id: linked.id, name: linked.name, type: jobTypeIn(linked, revision) };
      }),
    },
    verificationOptions: {
      malwareScanEnabled: true,
      yaraScanEnabled: false,
      entireImageScanEnabled: false,
      diskContentValidationEnabled: true,
    },
    schedule: {
      runAutomatically: true,
      daily: {
        isEnabled: true,
        localTime,
        dailyKind: 'SelectedDays',
        days: [itemAt(days, job.weekday)],
      },
    },
  };
}

/** A content-scan job as /jobs/states shows it. */
export function scanJobState({ estate }: RequestContext, job: VerificationJob) {
  const { clock } = estate;
  const { last, nextMs: next } = scanTimesOf(estate, job);
  return {
    type: 'SureBackupContentScan',
    status: last?.isRunning === true ? 'Running' : 'Inactive',
    lastResult: last?.result ?? 'None',
    workload: 'Vm',
    id: job.id,
    name: job.name,
    description: '',
    ...(last === null ? {} : { lastRun: clock.withOffset(last.createdMs), sessionId: last.id }),
    ...(next === undefined
      ? {}
      : { nextRun: clock.withOffset(next), nextRunPolicy: clock.inProse(next) }),
    objectsCount: job.linkedJobs.length,
    highPriority: false,
    progressPercent: last?.progressPercent ?? 0,
    sessionProgress: null,
    isStorageSnapshot: false,
  };
}

/** The newest scan of a job, and when the next is due. */
export function scanTimesOf(estate: Estate, job: VerificationJob) {
  const { clock, nowMs } = estate;
  const schedule = { weekdays: [job.weekday], minutes: [job.minuteOfDay] };
  const [nextMs] = startsBetween(schedule, clock, nowMs, nowMs + 8 * dayMs);
  return { last: lastScan(estate, job), nextMs };
}

function lastScan({ operations, visibleEnd, nowMs, identifiers }: Estate, job: VerificationJob) {
  const own = operations.rows
    .map((row, index) => ({ ...row, session: itemAt(operations.sessionOf, index) }))
    .filter(({ ownerId, session }) => ownerId === job.id && session >= 0 && session < visibleEnd)
    .sort((left, right) => left.createdMs - right.createdMs);
  const last = own.at(-1);
  if (last === undefined) return null;
  const isRunning = last.endedMs > nowMs;
  return {
    id: identifiers.of('session', last.session),
    createdMs: last.createdMs,
    isRunning,
    progressPercent: isRunning
      ? Math.floor(((nowMs - last.createdMs) / (last.endedMs - last.createdMs)) * 100)
      : 100,
    result: isRunning ? ('None' as const) : itemAt(resultWords, last.result),
  };
}
