import type { ReclaimableShown, RepositoryDetails } from '../domain/capacity-answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { sizeText } from './size-text.ts';
import { clean, counted, quoted, rounded } from './wording.ts';

/** What frees up by itself and what a person may free. GiB. */
export function freeingContent(freeing: RepositoryDetails['freeing'], limits: AnswerLimits) {
  const { byReason, lockedGib, lockedUntil, filesWithoutSize, withoutDateGib } = freeing;
  return {
    freedGib: Object.fromEntries(
      freeing.freed.map(({ withinDays, gib }) => [String(withinDays), rounded(gib, 1)]),
    ),
    freedBy: {
      retention: rounded(byReason.retention, 1),
      gfs: rounded(byReason.gfs, 1),
      immutability: rounded(byReason.immutability, 1),
    },
    next: freeing.next.slice(0, limits.names).map(({ day, gib, name, reason }) => ({
      day,
      gib: rounded(gib, 1),
      job: clean(name, limits.nameCharacters),
      reason,
    })),
    lockedAtLeastGib: rounded(lockedGib, 1),
    lockedUntil: lockedUntil ?? undefined,
    runningChainsGib: rounded(freeing.activeGib, 1),
    keptWithoutDateGib: withoutDateGib > 0 ? rounded(withoutDateGib, 1) : undefined,
    filesWithoutSize: filesWithoutSize > 0 ? filesWithoutSize : undefined,
    orphaned: reclaimable(freeing.orphaned, limits),
    surplusFulls: reclaimable(freeing.surplus, limits),
  };
}

type FreeingContent = ReturnType<typeof freeingContent>;

/** The same in words. */
export function freeingLines(content: FreeingContent): string[] {
  const { freedGib, freedBy, lockedUntil, next } = content;
  const freed = Object.entries(freedGib).map(([days, gib]) => `${days} d ${sizeText(gib)}`);
  const until = lockedUntil === undefined ? '' : `, the last until ${lockedUntil}`;
  const unknown = [
    content.keptWithoutDateGib === undefined
      ? ''
      : `; ${sizeText(content.keptWithoutDateGib)} kept by no known date`,
    content.filesWithoutSize === undefined
      ? ''
      : `; ${counted(content.filesWithoutSize, 'file')} of unknown size not counted`,
  ].join('');
  return [
    `  Frees up by itself within: ${freed.join(', ')} (retention ${sizeText(freedBy.retention)}, GFS ${sizeText(freedBy.gfs)}, after a lock ${sizeText(freedBy.immutability)}); growth already has it in. Locked now: at least ${sizeText(content.lockedAtLeastGib)}${until}; running chains ${sizeText(content.runningChainsGib)}${unknown}.`,
    ...(next.length === 0
      ? []
      : [
          `  Next: ${next.map(({ day, gib, job, reason }) => `${day} ${sizeText(gib)} ${quoted(job)} (${reason})`).join(', ')}.`,
        ]),
    ...reclaimableLine('Belongs to no job', content.orphaned),
    ...reclaimableLine('More fulls than one a week', content.surplusFulls),
  ];
}

function reclaimable(rows: readonly ReclaimableShown[], limits: AnswerLimits) {
  if (rows.length === 0) return undefined;
  return {
    backups: rows.length,
    gib: rounded(
      rows.reduce((sum, { gib }) => sum + gib, 0),
      1,
    ),
    largest: rows.slice(0, limits.names).map(({ id, name, gib, reason }) => ({
      backup: clean(name, limits.nameCharacters),
      id: clean(id, 60),
      gib: rounded(gib, 1),
      why: limits.withReasons ? clean(reason, limits.messageCharacters) : undefined,
    })),
  };
}

function reclaimableLine(
  title: string,
  content: NonNullable<FreeingContent['orphaned']> | undefined,
): string[] {
  if (content === undefined) return [];
  const rows = content.largest.map(({ backup, id, gib, why }) => {
    const reason = why === undefined ? '' : `: ${why}`;
    return `${quoted(backup)} ${sizeText(gib)} (${id}${reason})`;
  });
  return [
    `  ${title}, a person decides: ${counted(content.backups, 'backup')}, ${sizeText(content.gib)}: ${rows.join(', ')}.`,
  ];
}
