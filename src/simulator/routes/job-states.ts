import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { isListed, type SimulatedJob, startsByItself } from '../estate/job.ts';
import { jobTypeIn, wordIn } from '../estate/names-by-revision.ts';
import { nextStartMs } from '../estate/next-start.ts';
import { listedScanJobs } from '../estate/operations/verification-jobs.ts';
import { resultWords } from '../estate/session-table.ts';
import { transferOf } from '../estate/transfer.ts';
import { hourMs } from '../estate/zone-clock.ts';
import type { Answer } from '../server/answer.ts';
import { pageOf } from '../server/page.ts';
import { choiceOf, flagOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { vocabularyOf } from '../server/vocabulary.ts';
import { inOrder } from './order.ts';
import { pluginJobStates } from './plugin-job.ts';
import type { Route } from './route.ts';
import { scanJobState } from './verification-job-rows.ts';

export const jobStateRoutes: readonly Route[] = [
  { pattern: '/api/v1/jobs/states', source: 'job-states', answer: list },
];

type StateRow =
  | ReturnType<typeof stateRow>
  | ReturnType<typeof scanJobState>
  | ReturnType<typeof pluginJobStates>[number];

const orderKeys = {
  Name: (row: StateRow) => row.name,
  Type: (row: StateRow) => row.type,
  Status: (row: StateRow) => row.status,
  LastRun: (row: StateRow) => row.lastRun ?? '',
  LastResult: (row: StateRow) => row.lastResult,
  NextRun: (row: StateRow) => ('nextRun' in row ? (row.nextRun ?? '') : ''),
  Description: (row: StateRow) => row.description,
  RepositoryId: (row: StateRow) => ('repositoryId' in row ? (row.repositoryId ?? '') : ''),
  RepositoryName: (row: StateRow) => ('repositoryName' in row ? (row.repositoryName ?? '') : ''),
  ObjectsCount: (row: StateRow) => row.objectsCount,
};
const orderColumns = [
  'Name',
  'Type',
  'Status',
  'LastRun',
  'LastResult',
  'NextRun',
  'Description',
  'RepositoryId',
  'RepositoryName',
  'ObjectsCount',
] as const;

function list(context: RequestContext): Answer {
  const { query, revision } = context;
  const words = vocabularyOf(revision);
  const type = choiceOf(query, 'typeFilter', words.jobTypes);
  const result = choiceOf(query, 'lastResultFilter', resultWords);
  const status = choiceOf(query, 'statusFilter', words.jobStatuses);
  const id = textOf(query, 'idFilter');
  const matches = nameMatcher(textOf(query, 'nameFilter') ?? '*');
  const column = choiceOf(query, 'orderColumn', orderColumns);
  const { jobs, nowMs } = context.estate;
  const rows = [
    ...jobs.filter((job) => isListed(job, nowMs)).map((job) => stateRow(context, job)),
    ...listedScanJobs(context.estate, context.revision).map((job) => scanJobState(context, job)),
    ...pluginJobStates(context),
  ].filter(
    (row) =>
      matches(row.name) &&
      (type ?? row.type) === row.type &&
      (result ?? row.lastResult) === row.lastResult &&
      (status ?? row.status) === row.status &&
      (id ?? row.id) === row.id,
  );
  const ordered = inOrder(rows, orderKeys[column ?? 'Name'], flagOf(query, 'orderAsc') ?? true);
  return pageOf(context, ordered, (row) => row);
}

function stateRow(context: RequestContext, job: SimulatedJob) {
  const { revision } = context;
  const last = lastSessionOf(context, job);
  const status = statusOf(job, last?.isRunning ?? false);
  const hasTarget = job.kind.sessionType !== 'AgentPolicy';
  return {
    type: jobTypeIn(job, revision),
    status: wordIn(status, revision),
    lastResult: last?.result ?? 'None',
    workload: wordIn(job.kind.workload, revision),
    id: job.id,
    name: job.name,
    description: job.description,
    ...lastRunOf(context, job, last?.createdMs ?? null),
    ...nextRunOf(context.estate, job),
    ...(hasTarget ? { repositoryId: job.targetId, repositoryName: job.targetName } : {}),
    objectsCount: job.workloads.length,
    ...(last === null ? {} : { sessionId: last.id }),
    highPriority: job.isHighPriority,
    progressPercent: last?.transfer?.progressPercent ?? 0,
    sessionProgress: last?.transfer ?? null,
    isStorageSnapshot: false,
    ...(revision === '1.3-rev2' && hasTarget ? { targetName: job.targetName } : {}),
  };
}

function lastSessionOf({ estate }: RequestContext, job: SimulatedJob) {
  const index = itemAt(estate.lastSession, job.index);
  if (index < 0) return null;
  const { createdMs, endedMs, result } = estate.sessions.row(index);
  const isRunning = endedMs > estate.nowMs;
  const endMs = Math.min(endedMs, estate.nowMs);
  const share = isRunning ? (endMs - createdMs) / (endedMs - createdMs) : 1;
  const { workloads } = job;
  return {
    id: estate.identifiers.of('session', index),
    createdMs,
    isRunning,
    result: isRunning ? ('None' as const) : itemAt(resultWords, result),
    transfer: transferOf(job, estate.options.seed, workloads.length, createdMs, endMs, share),
  };
}

/** VBR's word for what a job is doing. */
export function statusOf(job: SimulatedJob, isRunning: boolean): string {
  if (isRunning) return 'Running';
  if (job.behaviour.name === 'disabled') return 'Disabled';
  return startsByItself(job) ? 'Inactive' : 'Stopped';
}

// VBR shows a job that never ran without a last run or with the zero date: both occur here.
function lastRunOf({ estate, faults }: RequestContext, job: SimulatedJob, lastMs: number | null) {
  if (lastMs === null) {
    const isLeftOut = job.index % 2 === 0 && faults.zeroDates !== true;
    return isLeftOut ? {} : { lastRun: '0001-01-01T00:00:00+00:00' };
  }
  const shownMs = faults.futureLastRun === true ? estate.nowMs + 3 * hourMs : lastMs;
  return { lastRun: estate.clock.withOffset(shownMs) };
}

function nextRunOf(estate: Estate, job: SimulatedJob) {
  if (job.behaviour.name === 'disabled') return { nextRunPolicy: '<Disabled>' };
  if (!startsByItself(job)) return { nextRunPolicy: '<Not scheduled>' };
  if (job.schedule.isContinuous === true) return { nextRunPolicy: '<Continuous>' };
  const leader = job.afterJob === null ? undefined : estate.jobs[job.afterJob];
  if (leader !== undefined) return { nextRunPolicy: `After [${leader.name}]` };
  const next = nextStartMs(estate, job);
  if (next === null) return {};
  const { clock } = estate;
  return { nextRun: clock.withOffset(next), nextRunPolicy: clock.inProse(next) };
}
