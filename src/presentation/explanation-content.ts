import type { CauseExplained, ExplanationAnswer } from '../domain/failure-answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { groupContent } from './group-content.ts';
import { allNames, namesContent } from './names-content.ts';
import { pageContent } from './page-content.ts';
import { pastContent } from './run-content.ts';
import { headOf, sightContent } from './sight-content.ts';
import { clean, instantText, knownInstant } from './wording.ts';

/** Why a job fails, as structured content. */
export function explanationContent(answer: ExplanationAnswer, limits: AnswerLimits) {
  const { job } = answer;
  const causes = answer.causes.rows.slice(0, limits.rows);
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    job: clean(job.name, limits.nameCharacters),
    jobId: clean(job.id, 60),
    state: answer.state,
    ...pastContent(job.record),
    lastGoodRun: knownInstant(job.record?.lastGoodRunAt),
    causes: causes.map((cause) => causeContent(cause, limits)),
    page: pageContent(answer.causes, causes.length),
    runsWithoutCause: answer.unexplainedRuns > 0 ? answer.unexplainedRuns : undefined,
    lastRuns: lastRunsContent(answer, limits),
    servers: answer.servers.map((server) => sightContent(server, limits)),
  };
}

export type ExplanationContent = ReturnType<typeof explanationContent>;

/** Of a job that fails the causes say it; its runs are shown where they are all there is to say. */
function lastRunsContent({ state, lastRuns, causes }: ExplanationAnswer, limits: AnswerLimits) {
  if (state === 'failing' && causes.total > 0) return undefined;
  return lastRuns.slice(0, limits.names).map((run) => ({
    started: instantText(run.startedAt),
    outcome: run.outcome,
    attempts: run.attempts,
    session: clean(run.sessionId, 60),
    message: run.message ? clean(run.message, limits.messageCharacters) : undefined,
  }));
}

function causeContent(cause: CauseExplained, limits: AnswerLimits) {
  const { signature, evidence, group } = cause;
  const told = (text: string) => clean(text, limits.messageCharacters);
  return {
    cause: clean(cause.causeClass, 60),
    certainty: cause.certainty,
    outcome: cause.outcome,
    inNewestRun: cause.isPresent,
    meaning: signature === null ? undefined : told(signature.meaning),
    harmless: signature?.benignBecause ? told(signature.benignBecause) : undefined,
    evidence: {
      session: clean(evidence.sessionId, 60),
      task: evidence.taskId === null ? undefined : clean(evidence.taskId, 60),
      workload:
        evidence.workload === null ? undefined : clean(evidence.workload, limits.nameCharacters),
      line: evidence.recordId ?? undefined,
      at: instantText(evidence.at),
      text: told(evidence.text),
      matched: matchedPart(cause, limits),
    },
    workloads: namesContent(allNames(cause.workloads), limits),
    runsInARow: cause.runsInARow,
    firstSeen: instantText(cause.firstSeenAt),
    lastSeen: instantText(cause.lastSeenAt),
    elsewhere: group === null || group.jobs.length < 2 ? undefined : groupContent(group, limits),
    ...adviceContent(cause, limits),
  };
}

export type CauseContent = ReturnType<typeof causeContent>;

function matchedPart({ evidence: { text, span } }: CauseExplained, limits: AnswerLimits) {
  if (span === null) return undefined;
  const matched = text.slice(span.start, span.end);
  return matched === text ? undefined : clean(matched, limits.messageCharacters);
}

function adviceContent({ signature }: CauseExplained, limits: AnswerLimits) {
  if (signature === null) return {};
  const told = (texts: readonly string[]) =>
    texts.slice(0, limits.names).map((text) => clean(text, limits.messageCharacters));
  return {
    likelyCauses: told(signature.likelyCauses),
    firstChecks: told(signature.firstChecks),
    directions: limits.withReasons ? told(signature.directions) : undefined,
    retryUseful: signature.retryUseful,
    knowledgeBase: signature.knowledgeBase.slice(0, 2).map(({ url, status }) => ({ url, status })),
  };
}
