import type { GroupContent, GroupsContent } from './group-content.ts';
import { namesText } from './names-content.ts';
import { pageLines } from './page-text.ts';
import { sightLines } from './sight-text.ts';
import { onServer, quoted } from './wording.ts';

/** Failures that are one, in words. */
export function groupsLines(content: GroupsContent): string[] {
  const since = content.since === undefined ? '' : ` last seen since ${content.since}`;
  return [
    ...content.servers.flatMap(sightLines),
    `Groups of failures of one cause${since}: ${content.page.total}, open: ${content.open}.`,
    ...content.groups.flatMap((group) => {
      const line =
        group.line === undefined ? [] : [`    ${quoted(group.line)}, session ${group.session}`];
      return [`- ${groupText(group)}${onServer(group.server)}`, ...line];
    }),
    ...pageLines(content.page),
  ];
}

/** One group in one line. */
export function groupText(group: GroupContent): string {
  const { component, certainty, cause, meaning } = group;
  const known = certainty === 'unknown' ? 'unknown cause' : `${certainty} ${cause}`;
  return [
    `${group.open ? 'open' : 'closed'} group ${group.group}: ${known}`,
    meaning === undefined ? '' : ` (${meaning})`,
    component === undefined ? '' : ` on ${component.kind} ${quoted(component.name)}`,
    `; jobs ${namesText(group.jobs)}; workloads ${namesText(group.workloads)}; ${group.runs} runs, ${group.firstSeen} to ${group.lastSeen}`,
  ].join('');
}
