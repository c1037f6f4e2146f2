import type { ProtectionCounts } from '../domain/protection-counts.ts';
import type {
  WorkloadAnswer,
  WorkloadDetails,
  WorkloadShown,
  WorkloadsAnswer,
} from '../domain/workload-answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { judgementContent } from './judgement-content.ts';
import { pageContent } from './page-content.ts';
import { headOf, sightContent } from './sight-content.ts';
import { clean, instantText, knownInstant, rounded } from './wording.ts';

/** Workloads that are not protected, as structured content. */
export function workloadsContent(answer: WorkloadsAnswer, limits: AnswerLimits) {
  const workloads = answer.workloads.rows.slice(0, limits.rows);
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    servers: answer.servers.slice(0, limits.servers).map((server) => sightContent(server, limits)),
    protection: protectionContent(answer.counts),
    workloads: workloads.map((workload) => ({
      server:
        answer.servers.length > 1 ? clean(workload.serverEntry, limits.nameCharacters) : undefined,
      ...workloadRow(workload, limits),
    })),
    page: pageContent(answer.workloads, workloads.length),
  };
}

export type WorkloadsContent = ReturnType<typeof workloadsContent>;

/** Counts by state; none where protection was not analysed. */
export function protectionContent(counts: ProtectionCounts | null) {
  return counts === null ? undefined : { ...counts };
}

function workloadRow(workload: WorkloadShown, limits: AnswerLimits) {
  const { ageHours, toleratedHours } = workload;
  return {
    workload: clean(workload.name, limits.nameCharacters),
    state: workload.state,
    greenJobOnly: workload.isGreenJobOnly ? true : undefined,
    why: clean(workload.reason, limits.messageCharacters),
    ageHours: ageHours === null ? undefined : rounded(ageHours, 1),
    toleratedHours: toleratedHours === null ? undefined : rounded(toleratedHours, 1),
  };
}

export type WorkloadRow = WorkloadsContent['workloads'][number];

/** One workload's protection as structured content. */
export function workloadContent(answer: WorkloadAnswer, limits: AnswerLimits) {
  const { workload, judgement, details } = answer;
  const isCurrent = answer.servers.every((server) => server.freshness.state === 'fresh');
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    ...workloadRow(workload, limits),
    workloadId: clean(workload.id, limits.nameCharacters),
    ...judgementContent(judgement, isCurrent, limits),
    details: details === null ? undefined : detailsContent(details, limits),
    servers: answer.servers.map((server) => sightContent(server, limits)),
  };
}

export type WorkloadContent = ReturnType<typeof workloadContent>;

function detailsContent(details: WorkloadDetails, limits: AnswerLimits) {
  const { lastTask, medianIntervalHours } = details;
  return {
    pointsAsOf: instantText(details.pointsAsOf),
    newestUsable: pointContent(details.newestUsable, limits),
    newestNotUsable: pointContent(details.newestUnusable, limits),
    points: details.points,
    medianIntervalHours: medianIntervalHours === null ? undefined : rounded(medianIntervalHours, 1),
    lastTask:
      lastTask === null
        ? undefined
        : { task: clean(lastTask.id, 60), at: instantText(lastTask.at), outcome: lastTask.outcome },
    jobs: details.jobs.slice(0, limits.names).map((job) => ({
      job: clean(job.name, limits.nameCharacters),
      active: job.isActive,
      lastOutcome: job.lastOutcome ?? undefined,
      lastRun: knownInstant(job.lastRunAt),
      newestUsable: knownInstant(job.newestUsableAt),
      copyBehindHours: job.behindHours === null ? undefined : rounded(job.behindHours, 1),
    })),
    applicationAware: askedFor(details.guestProcessing.isAskedFor),
    guestWarning: guestWarning(details.guestProcessing, limits),
  };
}

function askedFor(isAskedFor: boolean | null) {
  if (isAskedFor === null) return 'not told' as const;
  return isAskedFor ? ('asked for' as const) : ('not asked for' as const);
}

function guestWarning({ warning }: WorkloadDetails['guestProcessing'], limits: AnswerLimits) {
  if (warning === null) return undefined;
  return { cause: warning.causeClass, text: clean(warning.text, limits.messageCharacters) };
}

export type DetailsContent = ReturnType<typeof detailsContent>;

function pointContent(point: WorkloadDetails['newestUsable'], limits: AnswerLimits) {
  if (point === null) return undefined;
  const { repository, sessionId } = point;
  return {
    point: clean(point.id, 60),
    at: instantText(point.at),
    is: point.verdict,
    repository: repository === null ? undefined : clean(repository, limits.nameCharacters),
    session: sessionId === null ? undefined : clean(sessionId, 60),
  };
}

export type PointContent = ReturnType<typeof pointContent>;
