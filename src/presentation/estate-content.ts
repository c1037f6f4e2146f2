import type { GroupShown } from '../domain/group-shown.ts';
import type { EstateAnswer, ServerHealth } from '../domain/health-answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { countsContent, judgementContent, scoreContent } from './judgement-content.ts';
import { namesContent } from './names-content.ts';
import { pageContent } from './page-content.ts';
import { failureContent, jobOfRun, pastContent } from './run-content.ts';
import { headOf, sightContent } from './sight-content.ts';
import { clean, instantText, knownInstant } from './wording.ts';
import { protectionContent } from './workload-content.ts';

/** The verdict's reason is ours and short: cutting it to save room would leave the first sentence of the answer without its end. */
const reasonCharacters = 160;

/** The estate's health as structured content. */
export function estateContent(answer: EstateAnswer, limits: AnswerLimits) {
  const failed = answer.failedRuns.rows.slice(0, limits.rows);
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    verdict: answer.verdict,
    because: clean(answer.verdictReason, reasonCharacters),
    since: instantText(answer.since),
    lastPass: lastPassContent(answer),
    servers: answer.servers.slice(0, limits.servers).map((server) => serverContent(server, limits)),
    openGroups: {
      count: answer.openGroups.count,
      top: answer.openGroups.top.slice(0, limits.names).map((group) => topGroup(group, limits)),
    },
    protection: protectionContent(answer.protection),
    failedRuns: failed.map((run) => ({
      ...jobOfRun(run, answer.servers.length > 1, limits),
      ...failureContent(run, limits),
      // How often its first attempt is enough is told where one job is asked for: here it would cost other failed runs their place.
      streak: pastContent(run.record).streak,
    })),
    page: pageContent(answer.failedRuns, failed.length),
    healedRuns: answer.healedRuns.slice(0, limits.healedRuns).map((run) => ({
      ...jobOfRun(run, answer.servers.length > 1, limits),
      started: instantText(run.startedAt),
      attempts: run.attempts,
      session: clean(run.sessionId, 60),
    })),
  };
}

export type EstateContent = ReturnType<typeof estateContent>;
export type ServerContent = ReturnType<typeof serverContent>;

function lastPassContent({ lastPass }: EstateAnswer) {
  if (lastPass === null) return undefined;
  const { status, startedAt, endedAt } = lastPass;
  return { status, started: instantText(startedAt), ended: knownInstant(endedAt) };
}

function serverContent(server: ServerHealth, limits: AnswerLimits) {
  const isCurrent = server.freshness.state === 'fresh';
  const { window, jobs, healedRuns } = server;
  return {
    ...sightContent(server, limits),
    ...judgementContent(server.judgement, isCurrent, limits),
    recent: {
      ...countsContent(server.recent),
      healed: healedRuns.count,
      healedIsAtLeast: healedRuns.isAtLeast ? true : undefined,
    },
    window: window === null ? undefined : { days: window.days, ...countsContent(window.counts) },
    jobs: jobs ?? undefined,
    watch: watchContent(server, limits),
    repositories: repositoryContent(server, limits),
    lowestJobs: server.lowestJobs.slice(0, limits.lowestJobs).map((job) => ({
      job: clean(job.name, limits.nameCharacters),
      ...scoreContent(job.score, job.grade, isCurrent),
      why: clean(job.reason, limits.messageCharacters),
    })),
  };
}

function topGroup(group: GroupShown, limits: AnswerLimits) {
  const { component } = group;
  return {
    cause: clean(group.causeClass, 60),
    certainty: group.certainty,
    component:
      component === null
        ? undefined
        : `${component.kind} ${clean(component.name, limits.nameCharacters)}`,
    jobs: group.jobs.length,
    firstSeen: instantText(group.firstSeenAt),
  };
}

function watchContent({ watch }: ServerHealth, limits: AnswerLimits) {
  if (watch === null) return undefined;
  return {
    missedRuns: watch.missedRuns,
    silentJobs: namesContent(watch.silentJobs, limits),
    stalledJobs: namesContent(watch.stalledJobs, limits),
  };
}

function repositoryContent({ repositories }: ServerHealth, limits: AnswerLimits) {
  if (repositories === null) return undefined;
  const { known, online, offline, unknown, offlineNames } = repositories;
  const names = offlineNames.slice(0, limits.lowestJobs);
  return {
    ...{ known, online, offline, unknown },
    offlineNames:
      names.length === 0 ? undefined : names.map((name) => clean(name, limits.nameCharacters)),
  };
}
