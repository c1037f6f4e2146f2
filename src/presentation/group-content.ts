import type { GroupsAnswer } from '../domain/failure-answer.ts';
import type { GroupShown } from '../domain/group-shown.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { allNames, namesContent } from './names-content.ts';
import { pageContent } from './page-content.ts';
import { headOf, sightContent } from './sight-content.ts';
import { clean, instantText, knownInstant } from './wording.ts';

/** Failures that are one, as structured content. */
export function groupsContent(answer: GroupsAnswer, limits: AnswerLimits) {
  const groups = answer.groups.rows.slice(0, limits.rows);
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    since: knownInstant(answer.since),
    open: answer.open,
    servers: answer.servers.slice(0, limits.servers).map((server) => sightContent(server, limits)),
    groups: groups.map((group) => ({
      server:
        answer.servers.length > 1 ? clean(group.serverEntry, limits.nameCharacters) : undefined,
      ...groupContent(group, limits),
      line:
        group.evidence === null ? undefined : clean(group.evidence.text, limits.messageCharacters),
      session: group.evidence === null ? undefined : clean(group.evidence.sessionId, 60),
    })),
    page: pageContent(answer.groups, groups.length),
  };
}

export type GroupsContent = ReturnType<typeof groupsContent>;

/** One group: its cause, what it shares, whom it hits and since when. */
export function groupContent(group: GroupShown, limits: AnswerLimits) {
  const { component, meaning, jobs, workloads } = group;
  return {
    group: clean(group.id, 60),
    cause: clean(group.causeClass, 60),
    certainty: group.certainty,
    meaning: meaning === null ? undefined : clean(meaning, limits.messageCharacters),
    component:
      component === null
        ? undefined
        : { kind: component.kind, name: clean(component.name, limits.nameCharacters) },
    open: group.isOpen,
    firstSeen: instantText(group.firstSeenAt),
    lastSeen: instantText(group.lastSeenAt),
    runs: group.runs,
    jobs: namesContent(allNames(jobs), limits),
    workloads: namesContent(allNames(workloads), limits),
  };
}

export type GroupContent = ReturnType<typeof groupContent>;
