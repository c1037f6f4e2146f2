import type { ChangesContent, FieldContent, JobChangesContent } from './changes-content.ts';
import { namesText } from './names-content.ts';
import { pageLines } from './page-text.ts';
import { sightLines } from './sight-text.ts';
import { onServer, quoted } from './wording.ts';

/** What changed in the estate, in words. */
export function changesLines(content: ChangesContent): string[] {
  const counts = Object.entries(content.counts).map(([kind, count]) => `${kind} ${count}`);
  return [
    ...content.servers.flatMap(sightLines),
    `Changes since ${content.since}: ${content.page.total} (${counts.join(', ')}).`,
    ...content.changes.map(
      ({ change, at, subject, server, text, evidence }) =>
        `- ${change} ${at}: ${quoted(subject)}${onServer(server)}: ${text} [${evidence}]`,
    ),
    ...pageLines(content.page),
  ];
}

/** What differs between a job's last good and first bad run, in words. */
export function jobChangesLines(content: JobChangesContent): string[] {
  const { lastGood, firstBad, note } = content;
  const head = `Job ${quoted(content.job)}, id ${content.jobId}${note === undefined ? '' : `: ${note}`}.`;
  const sights = content.servers.flatMap(sightLines);
  if (lastGood === undefined || firstBad === undefined) return [head, ...sights];
  return [
    head,
    `Last good run ${lastGood.started} (${lastGood.outcome}, session ${lastGood.session}); first bad run ${firstBad.started} (${firstBad.outcome}, session ${firstBad.session}).`,
    ...section('Between the two runs', content.runChanges.map(fieldText)),
    ...section(
      'Changed in its definition',
      content.definitionChanges.map((change) => `${fieldText(change)}, first seen ${change.seen}`),
      content.definitionChangesOmitted,
    ),
    ...section(
      'Updates of components on the server',
      content.events.map(({ at, text, session }) => `${at} ${quoted(text)}, session ${session}`),
      content.eventsOmitted,
    ),
    `Jobs that ran beside the bad run only: ${namesText(content.newNeighbours)}.`,
    ...section('Not known', [...content.notKnown]),
    ...sights,
  ];
}

function section(name: string, lines: readonly string[], more?: number): string[] {
  if (lines.length === 0) return [`${name}: nothing.`];
  const rest = more === undefined ? [] : [`- ${more} more`];
  return [`${name}:`, ...lines.map((line) => `- ${line}`), ...rest];
}

function fieldText({ field, before, after }: FieldContent): string {
  return `${field}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`;
}
