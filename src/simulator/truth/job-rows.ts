import type { Revision } from '../../domain/vbr-server.ts';
import { blockExclusionsOf } from '../estate/block-exclusions.ts';
import type { Estate } from '../estate/estate.ts';
import { asksForApplications } from '../estate/guest-processing.ts';
import { itemAt } from '../estate/item-at.ts';
import { isListed, type SimulatedJob, startsByItself } from '../estate/job.ts';
import { jobTypeIn, wordIn } from '../estate/names-by-revision.ts';
import { nextStartMs } from '../estate/next-start.ts';
import type { VerificationJob } from '../estate/operations/operation.ts';
import { listedScanJobs } from '../estate/operations/verification-jobs.ts';
import { retentionOf } from '../estate/retention.ts';
import { resultWords } from '../estate/session-table.ts';
import { statusOf } from '../routes/job-states.ts';
import { scanTimesOf } from '../routes/verification-job-rows.ts';
import type { VisibleRow } from './visible-rows.ts';

/** Every listed job: its state, and its definition where its type has one in the build's revision. */
export function* jobRows(estate: Estate, build: Revision): Iterable<VisibleRow> {
  for (const job of estate.jobs) {
    if (!isListed(job, estate.nowMs)) continue;
    yield { ...stateOf(estate, build, job), ...definitionOf(estate, build, job) };
  }
  for (const job of listedScanJobs(estate, build)) yield scanJobOf(estate, build, job);
}

function stateOf(estate: Estate, build: Revision, job: SimulatedJob): VisibleRow {
  const { sessions, nowMs, identifiers } = estate;
  const last = itemAt(estate.lastSession, job.index);
  const isRunning = last >= 0 && sessions.endedMs(last) > nowMs;
  const isDecided = last >= 0 && !isRunning;
  const next = nextStartMs(estate, job);
  const hasTarget = job.kind.sessionType !== 'AgentPolicy';
  return {
    id: job.id,
    name: job.name,
    type: jobTypeIn(job, build),
    status: wordIn(statusOf(job, isRunning), build),
    workload: wordIn(job.kind.workload, build),
    lastResult: isDecided ? itemAt(resultWords, sessions.result(last)) : 'None',
    lastRunAt: last < 0 ? null : isoText(sessions.createdMs(last)),
    nextRunAt: next === null ? null : isoText(next),
    repositoryId: hasTarget ? job.targetId : null,
    repositoryName: hasTarget ? job.targetName : null,
    objectsCount: job.workloads.length,
    lastSessionId: last < 0 ? null : identifiers.of('session', last),
    isDisabled: job.behaviour.name === 'disabled',
  };
}

function scanJobOf(estate: Estate, build: Revision, job: VerificationJob): VisibleRow {
  const { last, nextMs } = scanTimesOf(estate, job);
  const localTime = clockText(job.minuteOfDay);
  const days = [itemAt(weekdays, job.weekday)];
  return {
    id: job.id,
    name: job.name,
    type: 'SureBackupContentScan',
    status: wordIn(last?.isRunning === true ? 'Running' : 'Inactive', build),
    workload: wordIn('Vm', build),
    lastResult: last?.result ?? 'None',
    lastRunAt: last === null ? null : isoText(last.createdMs),
    nextRunAt: nextMs === undefined ? null : isoText(nextMs),
    repositoryId: null,
    repositoryName: null,
    objectsCount: job.linkedJobs.length,
    lastSessionId: last?.id ?? null,
    isDisabled: false,
    ...nothingDefined,
    includes: job.linkedJobs.map((linked) => itemAt(estate.jobs, linked).name),
    runsAutomatically: true,
    schedule: {
      daily: { localTime, kind: 'SelectedDays', days },
      monthly: null,
      periodically: null,
      isContinuous: false,
      afterJobName: null,
    },
  };
}

function definitionOf(estate: Estate, build: Revision, job: SimulatedJob): VisibleRow {
  if (jobTypeIn(job, build) === 'Unknown') return { ...nothingDefined, runsAutomatically: null };
  const runsAutomatically = startsByItself(job);
  const schedule = scheduleOf(estate, job);
  // A copy tells of jobs that it copies from, and of no retries.
  if (job.kind.type === 'BackupCopy') {
    const source = job.sourceJob === null ? [] : [itemAt(estate.jobs, job.sourceJob).name];
    const storage = keepingOf(job);
    return { ...nothingDefined, runsAutomatically, schedule, storage, includes: source };
  }
  return {
    runsAutomatically,
    retryIsEnabled: job.retry.isEnabled,
    retryCount: job.retry.count,
    retryAwaitMinutes: job.retry.awaitMinutes,
    schedule,
    storage: { ...keepingOf(job), ...storageDataOf(job) },
    isApplicationAware: asksForApplications(job),
    includes: job.workloads,
  };
}

function storageDataOf(job: SimulatedJob): VisibleRow {
  const exclusions = blockExclusionsOf(job);
  if (exclusions === null) return {};
  return {
    compressionLevel: 'Optimal',
    isDedupEnabled: true,
    excludesSwapFiles: exclusions.swapFiles,
    excludesDeletedBlocks: exclusions.deletedBlocks,
  };
}

function keepingOf(job: SimulatedJob): VisibleRow {
  const { type, quantity, longTerm } = retentionOf(job);
  return {
    repositoryId: job.targetId,
    retention: { kind: type, quantity },
    gfs:
      longTerm === null ? null : { weekly: longTerm.weeks, monthly: longTerm.months, yearly: null },
    compressionLevel: null,
    isDedupEnabled: null,
    isEncrypted: null,
    excludesSwapFiles: null,
    excludesDeletedBlocks: null,
  };
}

function scheduleOf(estate: Estate, job: SimulatedJob): VisibleRow {
  const { schedule, afterJob } = job;
  const nothing = { daily: null, monthly: null, periodically: null };
  if (!startsByItself(job)) return { ...nothing, isContinuous: false, afterJobName: null };
  if (afterJob !== null) {
    const afterJobName = itemAt(estate.jobs, afterJob).name;
    return { ...nothing, isContinuous: false, afterJobName };
  }
  if (schedule.isContinuous === true) {
    return { ...nothing, isContinuous: true, afterJobName: null };
  }
  return { ...nothing, ...byClock(job), isContinuous: false, afterJobName: null };
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function byClock({ schedule }: SimulatedJob): VisibleRow {
  const { minutes, monthDay } = schedule;
  const first = itemAt(minutes, 0);
  if (minutes.length > 1) {
    return { periodically: { kind: 'Minutes', frequency: Math.round((24 * 60) / minutes.length) } };
  }
  const localTime = clockText(first);
  if (monthDay !== undefined) return { monthly: { localTime, dayOfMonth: monthDay } };
  const kind = schedule.weekdays.length === 7 ? 'Everyday' : 'SelectedDays';
  const days = schedule.weekdays.map((day) => itemAt(weekdays, day));
  return { daily: { localTime, kind, days } };
}

const nothingDefined = {
  retryIsEnabled: null,
  retryCount: null,
  retryAwaitMinutes: null,
  schedule: null,
  storage: null,
  isApplicationAware: null,
  includes: null,
};

function clockText(minuteOfDay: number): string {
  return [Math.floor(minuteOfDay / 60), minuteOfDay % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

function isoText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
