import type { GroupsAnswer } from '../domain/failure-answer.ts';
import type { AnswerContext } from './answer-context.ts';
import { staleAfterHours } from './data-freshness.ts';
import { type HealthRequest, pageAsked } from './health-request.ts';
import type { SeenServer } from './server-sight.ts';
import { type LocatedGroup, shownGroups } from './shown-groups.ts';

const groupsRead = 2000;

/** Answers "twenty failures: how many causes?": groups that still go on first, then the last seen. */
export async function failureGroups(
  context: AnswerContext,
  servers: readonly SeenServer[],
  request: HealthRequest,
): Promise<GroupsAnswer> {
  const page = pageAsked(context, request, null);
  const { groups, total } = await groupsOf(context, servers, page.since);
  const shown = groups.slice(page.offset, page.offset + page.limit);
  return {
    kind: 'groups',
    asOf: context.asOf,
    simulated: context.simulated,
    staleAfterHours,
    servers: servers.map(({ sight }) => sight),
    since: page.since,
    open: groups.filter(({ group }) => group.isOpen).length,
    groups: {
      rows: await shownGroups(context, shown),
      total,
      offset: page.offset,
      cursorAfter: page.cursorAfter(total),
    },
  };
}

/** The groups of all these servers: open ones first, of more jobs first among them, then the last seen. */
export async function groupsOf(
  context: AnswerContext,
  servers: readonly SeenServer[],
  since: Date | null,
): Promise<{ readonly groups: readonly LocatedGroup[]; readonly total: number }> {
  const read = await Promise.all(
    servers.map(async ({ sight: { id: vbrServerId, entry } }) => {
      const asked = { vbrServerId, ...(since === null ? {} : { since }), limit: groupsRead };
      const { rows, total } = await context.answers.failureGroups(asked);
      return { total, groups: rows.map((group) => ({ vbrServerId, entry, group })) };
    }),
  );
  return {
    groups: read.flatMap(({ groups }) => groups).toSorted(gravestFirst),
    total: read.reduce((sum, one) => sum + one.total, 0),
  };
}

/** The groups of these servers that still go on, those of more jobs first, then the last seen. */
export async function openGroups(
  context: AnswerContext,
  servers: readonly SeenServer[],
): Promise<readonly LocatedGroup[]> {
  const read = await Promise.all(
    servers.map(async ({ sight: { id: vbrServerId, entry } }) => {
      const groups = await context.answers.openFailureGroups(vbrServerId);
      return groups.map((group) => ({ vbrServerId, entry, group }));
    }),
  );
  return read.flat().toSorted(gravestFirst);
}

function gravestFirst({ group: one }: LocatedGroup, { group: other }: LocatedGroup): number {
  return (
    Number(other.isOpen) - Number(one.isOpen) ||
    (one.isOpen ? other.jobIds.length - one.jobIds.length : 0) ||
    other.lastSeenAt.getTime() - one.lastSeenAt.getTime() ||
    one.id.localeCompare(other.id)
  );
}
