import { blockExclusionsOf } from '../estate/block-exclusions.ts';
import { asksForApplications } from '../estate/guest-processing.ts';
import { isListed, type SimulatedJob } from '../estate/job.ts';
import { jobTypeIn } from '../estate/names-by-revision.ts';
import { listedScanJobs } from '../estate/operations/verification-jobs.ts';
import { type Answer, errorAnswer, jsonAnswer, notFound } from '../server/answer.ts';
import { pageOf } from '../server/page.ts';
import { choiceOf, flagOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { vocabularyOf } from '../server/vocabulary.ts';
import { copyRow } from './copy-row.ts';
import { inOrder } from './order.ts';
import { pluginJobRow, pluginJobStates } from './plugin-job.ts';
import { retentionRow } from './retention-row.ts';
import type { Route } from './route.ts';
import { copyScheduleRow, scheduleRow } from './schedule-row.ts';
import { scanJobRow } from './verification-job-rows.ts';

export const jobRoutes: readonly Route[] = [
  { pattern: '/api/v1/jobs', source: 'jobs', answer: list },
  { pattern: '/api/v1/jobs/{id}', source: 'jobs', answer: one },
];

interface JobRow {
  readonly type: string;
  readonly name: string;
  readonly description?: string;
}

function list(context: RequestContext): Answer {
  if (context.faults.pluginJobBreaksJobs === true) {
    return errorAnswer(500, 'UnknownError', 'Unknown type of job.');
  }
  const { estate, query, revision } = context;
  const type = choiceOf(query, 'typeFilter', vocabularyOf(revision).jobTypes);
  const name = textOf(query, 'nameFilter');
  const matches = nameMatcher(name ?? '*');
  const column = choiceOf(query, 'orderColumn', ['Name', 'Type', 'Description']);
  const rows = [
    ...estate.jobs.filter((job) => isListed(job, estate.nowMs)).map((job) => jobRow(context, job)),
    ...listedScanJobs(context.estate, context.revision).map((job) => scanJobRow(context, job)),
  ].filter((row) => matches(row.name) && (type ?? row.type) === row.type);
  const keys = {
    Name: (row: JobRow) => row.name,
    Type: (row: JobRow) => row.type,
    Description: (row: JobRow) => row.description ?? '',
  };
  const ordered = inOrder(rows, keys[column ?? 'Name'], flagOf(query, 'orderAsc') ?? true);
  return pageOf(context, ordered, (row) => row);
}

function one(context: RequestContext, id: string): Answer {
  const scanJob = listedScanJobs(context.estate, context.revision).find(
    (job) => job.id === id.toLowerCase(),
  );
  if (scanJob !== undefined) return jsonAnswer(scanJobRow(context, scanJob));
  const [plugin] = pluginJobStates(context);
  if (plugin?.id === id.toLowerCase()) return jsonAnswer(pluginJobRow(context));
  const index = context.estate.identifiers.indexOf('job', id);
  const job = index === null ? undefined : context.estate.jobs[index];
  return job === undefined || !isListed(job, context.estate.nowMs)
    ? notFound('Job', id)
    : jsonAnswer(jobRow(context, job));
}

function jobRow({ estate, revision }: RequestContext, job: SimulatedJob) {
  const type = jobTypeIn(job, revision);
  const base = {
    type,
    id: job.id,
    name: job.name,
    isDisabled: job.behaviour.name === 'disabled',
  };
  // A type the revision has no model for comes as the bare base.
  if (type === 'Unknown') return base;
  const described = { ...base, description: job.description, isHighPriority: job.isHighPriority };
  if (job.kind.type === 'BackupCopy') {
    return {
      ...described,
      ...copyRow(estate, job, revision),
      schedule: copyScheduleRow(job, estate.jobs, revision),
    };
  }
  return {
    ...described,
    virtualMachines: {
      includes: job.workloads.map((name) => ({ type: 'VirtualMachine', name, objectId: name })),
    },
    storage: {
      backupRepositoryId: job.targetId,
      backupProxies: { autoSelectEnabled: true, proxyIds: [] },
      ...retentionRow(job, revision),
      ...storageDataRow(job),
    },
    guestProcessing: guestProcessingRow(job),
    schedule: { ...scheduleRow(job, estate.jobs, revision), retry: retryOf(job) },
  };
}

function storageDataRow(job: SimulatedJob) {
  const exclusions = blockExclusionsOf(job);
  if (exclusions === null) return {};
  const storageData = {
    inlineDataDedupEnabled: true,
    compressionLevel: 'Optimal',
    excludeSwapFileBlocks: exclusions.swapFiles,
    excludeDeletedFileBlocks: exclusions.deletedBlocks,
  };
  return { advancedSettings: { storageData } };
}

function guestProcessingRow(job: SimulatedJob) {
  const isEnabled = asksForApplications(job);
  return isEnabled === null
    ? {}
    : { appAwareProcessing: { isEnabled }, guestFSIndexing: { isEnabled: false } };
}

function retryOf({ retry }: SimulatedJob) {
  return { isEnabled: retry.isEnabled, retryCount: retry.count, awaitMinutes: retry.awaitMinutes };
}
