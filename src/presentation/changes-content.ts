import type {
  ChangesAnswer,
  ComparedRun,
  FieldChange,
  JobChangesAnswer,
} from '../domain/changes-answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { allNames, namesContent } from './names-content.ts';
import { pageContent } from './page-content.ts';
import { headOf, sightContent } from './sight-content.ts';
import { clean, instantText } from './wording.ts';

/** What changed in the estate, as structured content. */
export function changesContent(answer: ChangesAnswer, limits: AnswerLimits) {
  const changes = answer.changes.rows.slice(0, limits.rows);
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    since: instantText(answer.since),
    counts: answer.counts,
    servers: answer.servers.slice(0, limits.servers).map((server) => sightContent(server, limits)),
    changes: changes.map((change) => ({
      change: change.kind,
      at: instantText(change.at),
      subject: clean(change.subject, limits.nameCharacters),
      server:
        answer.servers.length > 1 ? clean(change.serverEntry, limits.nameCharacters) : undefined,
      text: clean(change.text, limits.messageCharacters),
      evidence: clean(change.evidence, 80),
    })),
    page: pageContent(answer.changes, changes.length),
  };
}

export type ChangesContent = ReturnType<typeof changesContent>;

/** What differs between a job's last good and first bad run, as structured content. */
export function jobChangesContent(answer: JobChangesAnswer, limits: AnswerLimits) {
  const { between, reason } = answer;
  const definition = answer.definitionChanges.slice(0, limits.rows);
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    job: clean(answer.job.name, limits.nameCharacters),
    jobId: clean(answer.job.id, 60),
    note: reason ?? undefined,
    lastGood: between === null ? undefined : comparedContent(between.lastGood),
    firstBad: between === null ? undefined : comparedContent(between.firstBad),
    runChanges: answer.runChanges.map((change) => fieldContent(change, limits)),
    definitionChanges: definition.map(({ seenAt, ...change }) => ({
      ...fieldContent(change, limits),
      seen: instantText(seenAt),
    })),
    definitionChangesOmitted: omitted(answer.definitionChanges.length - definition.length),
    events: answer.events.slice(0, limits.rows).map(({ at, text, sessionId }) => ({
      at: instantText(at),
      text: clean(text, limits.messageCharacters),
      session: clean(sessionId, 60),
    })),
    eventsOmitted: omitted(answer.events.length - limits.rows),
    newNeighbours: namesContent(allNames(answer.newNeighbours), limits),
    notKnown: answer.notKnown,
    servers: answer.servers.map((server) => sightContent(server, limits)),
  };
}

export type JobChangesContent = ReturnType<typeof jobChangesContent>;

function omitted(count: number): number | undefined {
  return count > 0 ? count : undefined;
}

function comparedContent({ startedAt, outcome, sessionId }: ComparedRun) {
  return { started: instantText(startedAt), outcome, session: clean(sessionId, 60) };
}

function fieldContent({ field, before, after }: FieldChange, limits: AnswerLimits) {
  return {
    field: clean(field, limits.nameCharacters),
    before: before === null ? undefined : clean(before, limits.messageCharacters),
    after: after === null ? undefined : clean(after, limits.messageCharacters),
  };
}

export type FieldContent = ReturnType<typeof fieldContent>;
