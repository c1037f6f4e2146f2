import type { JobAnswer, JobListAnswer } from '../domain/health-answer.ts';
import type { JobHealth, JobRecord, RunShare } from '../domain/job-answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { depthContent } from './depth-content.ts';
import { countsContent, judgementContent, scoreContent } from './judgement-content.ts';
import { pageContent } from './page-content.ts';
import { pastContent, runContent } from './run-content.ts';
import { headOf, sightContent } from './sight-content.ts';
import { clean, knownInstant, rounded } from './wording.ts';

const mostNotes = 6;

/** A page of jobs as structured content. */
export function jobListContent(answer: JobListAnswer, limits: AnswerLimits) {
  const jobs = answer.jobs.rows.slice(0, limits.rows);
  const fresh = answer.servers.filter((server) => server.freshness.state === 'fresh');
  const freshEntries = fresh.map((server) => server.entry);
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    since: knownInstant(answer.since),
    servers: answer.servers.slice(0, limits.servers).map((server) => sightContent(server, limits)),
    jobs: jobs.map((job) => ({
      server: answer.servers.length > 1 ? clean(job.serverEntry, limits.nameCharacters) : undefined,
      ...jobRow(job, freshEntries.includes(job.serverEntry), limits),
    })),
    page: pageContent(answer.jobs, jobs.length),
  };
}

export type JobListContent = ReturnType<typeof jobListContent>;

/** One line about a job: its score or why it has none, its runs, since when it ends as it does. */
function jobRow(job: JobHealth, isCurrent: boolean, limits: AnswerLimits) {
  const { judgement, record } = job;
  const { scored } = judgement;
  return {
    job: clean(job.name, limits.nameCharacters),
    noScore:
      judgement.scored === null ? clean(judgement.reason, limits.messageCharacters) : undefined,
    ...scoreContent(scored?.score ?? null, scored?.grade ?? null, isCurrent),
    runs: record?.counts.runs,
    failed: record?.counts.failed,
    ...pastContent(record),
    lastRun: knownInstant(record?.lastRunAt),
  };
}

export type JobRow = JobListContent['jobs'][number];

/** One job and its runs as structured content. */
export function jobContent(answer: JobAnswer, limits: AnswerLimits) {
  const runs = answer.runs.rows.slice(0, limits.rows);
  const { job } = answer;
  const isCurrent = answer.servers.every((server) => server.freshness.state === 'fresh');
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    job: clean(job.name, limits.nameCharacters),
    jobId: clean(job.id, 60),
    ...judgementContent(job.judgement, isCurrent, limits),
    ...recordContent(job.record, limits),
    servers: answer.servers.map((server) => sightContent(server, limits)),
    since: knownInstant(answer.since),
    runs: runs.map((run) => runContent(run, limits)),
    page: pageContent(answer.runs, runs.length),
  };
}

export type JobContent = ReturnType<typeof jobContent>;

function recordContent(record: JobRecord | null, limits: AnswerLimits) {
  const notes = record?.notes.slice(0, mostNotes) ?? [];
  return {
    window:
      record === null ? undefined : { days: record.windowDays, ...countsContent(record.counts) },
    healedByRetry: record?.healedByRetry,
    streak: pastContent(record).streak,
    failedShare: shareContent(record?.failed ?? null),
    firstAttemptOk: shareContent(record?.firstAttempt ?? null),
    lastRun: knownInstant(record?.lastRunAt),
    lastGoodRun: knownInstant(record?.lastGoodRunAt),
    firstFailure: knownInstant(record?.firstFailureAt),
    lastFailure: knownInstant(record?.lastFailureAt),
    overdueSince: knownInstant(record?.quietSince),
    trend: record === null ? undefined : clean(record.trend, limits.messageCharacters),
    depth: depthContent(record?.depth ?? null, limits),
    notes: notes.map((note) => clean(note, limits.messageCharacters)),
  };
}

function shareContent(share: RunShare | null) {
  if (share === null) return undefined;
  return {
    percent: rounded(share.percent, 1),
    interval95: [rounded(share.lowPercent, 1), rounded(share.highPercent, 1)],
    runs: share.runs,
  };
}
