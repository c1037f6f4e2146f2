import type { SimulatedJob } from '../estate/job.ts';
import { jobTypeIn } from '../estate/names-by-revision.ts';
import { type Answer, jsonAnswer, notFound } from '../server/answer.ts';
import { pageOf } from '../server/page.ts';
import { choiceOf, flagOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { vocabularyOf } from '../server/vocabulary.ts';
import { inOrder } from './order.ts';
import type { Route } from './route.ts';

export const jobRoutes: readonly Route[] = [
  { pattern: '/api/v1/jobs', source: 'jobs', answer: list },
  { pattern: '/api/v1/jobs/{id}', source: 'jobs', answer: one },
];

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function list(context: RequestContext): Answer {
  const { estate, query, revision } = context;
  const type = choiceOf(query, 'typeFilter', vocabularyOf(revision).jobTypes);
  const name = textOf(query, 'nameFilter');
  const matches = nameMatcher(name ?? '*');
  const column = choiceOf(query, 'orderColumn', ['Name', 'Type', 'Description']);
  const jobs = estate.jobs.filter(
    (job) => matches(job.name) && (type === null || jobTypeIn(job, revision) === type),
  );
  const keys = {
    Name: (job: SimulatedJob) => job.name,
    Type: (job: SimulatedJob) => jobTypeIn(job, revision),
    Description: (job: SimulatedJob) => job.description,
  };
  const ordered = inOrder(jobs, keys[column ?? 'Name'], flagOf(query, 'orderAsc') ?? true);
  return pageOf(context, ordered, (job) => jobRow(context, job));
}

function one(context: RequestContext, id: string): Answer {
  const index = context.estate.identifiers.indexOf('job', id);
  const job = index === null ? undefined : context.estate.jobs[index];
  return job === undefined ? notFound('Job', id) : jsonAnswer(jobRow(context, job));
}

function jobRow({ revision }: RequestContext, job: SimulatedJob) {
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
    return { ...described, mode: 'Periodic', sourceObjects: {}, schedule: scheduleOf(job) };
  }
  return {
    ...described,
    virtualMachines: {
      includes: job.workloads.map((name) => ({ type: 'VirtualMachine', name, objectId: name })),
    },
    storage: {
      backupRepositoryId: job.targetId,
      backupProxies: { autoSelectEnabled: true, proxyIds: [] },
      retentionPolicy: { type: 'Days', quantity: 7 + (job.index % 4) * 7 },
    },
    guestProcessing: {},
    schedule: { ...scheduleOf(job), retry: retryOf(job) },
  };
}

function retryOf({ retry }: SimulatedJob) {
  return { isEnabled: retry.isEnabled, retryCount: retry.count, awaitMinutes: retry.awaitMinutes };
}

function scheduleOf({ schedule, behaviour }: SimulatedJob) {
  const isPeriodic = schedule.minutes.length > 1;
  const minute = schedule.minutes[0] ?? 0;
  const clock = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0'));
  return {
    runAutomatically: behaviour.name !== 'never-run',
    daily: {
      isEnabled: !isPeriodic,
      localTime: clock.join(':'),
      dailyKind: schedule.weekdays.length === 7 ? 'Everyday' : 'SelectedDays',
      days: schedule.weekdays.map((day) => days[day]),
    },
    monthly: { isEnabled: false },
    periodically: {
      isEnabled: isPeriodic,
      periodicallyKind: 'Minutes',
      frequency: Math.round((24 * 60) / schedule.minutes.length),
    },
  };
}
