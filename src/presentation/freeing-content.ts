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
    locks: freeing.locks,
    runningChainsGib: rounded(freeing.activeGib, 1),
    keptWithoutDateGib: withoutDateGib > 0 ? rounded(withoutDateGib, 1) : undefined,
    filesWithoutSize: filesWithoutSize > 0 ? filesWithoutSize : undefined,
    orphaned: reclaimable(freeing.orphaned, limits),
    surplusFulls: reclaimable(freeing.surplus, limits),
    filesClaimGib: freeing.countedShare < 1 ? rounded(freeing.claimedGib, 1) : undefined,
    countedPercent: freeing.countedShare < 1 ? rounded(100 * freeing.countedShare, 0) : undefined,
  };
}

type FreeingContent = ReturnType<typeof freeingContent>;

/** The same in words. */
export function freeingLines(content: FreeingContent): string[] {
  const { freedGib, freedBy, next } = content;
  const freed = Object.entries(freedGib).map(([days, gib]) => `${days} d ${sizeText(gib)}`);
  const unknown = [
    content.keptWithoutDateGib === undefined
      ? ''
      : `; ${sizeText(content.keptWithoutDateGib)} kept by no known date`,
    content.filesWithoutSize === undefined
      ? ''
      : `; ${counted(content.filesWithoutSize, 'file')} of unknown size not counted`,
  ].join('');
  return [
    `  Frees up by itself within: ${freed.join(', ')} (retention ${sizeText(freedBy.retention)}, GFS ${sizeText(freedBy.gfs)}, after a lock ${sizeText(freedBy.immutability)}); growth already has it in. ${lockText(content)}; running chains ${sizeText(content.runningChainsGib)}${unknown}.`,
    ...(next.length === 0
      ? []
      : [
          `  Next: ${next.map(({ day, gib, job, reason }) => `${day} ${sizeText(gib)} ${quoted(job)} (${reason})`).join(', ')}.`,
        ]),
    ...claimLine(content),
    ...reclaimableLine('Belongs to no job', content.orphaned),
    ...reclaimableLine('More fulls than one a week', content.surplusFulls),
  ];
}

/** VBR shows no lock of a file, only the rule for new ones, and not for every type of repository. */
function lockText({ locks, lockedAtLeastGib, lockedUntil }: FreeingContent): string {
  const until = lockedUntil === undefined ? '' : `, the last until ${lockedUntil}`;
  const least = `Locked now: at least ${sizeText(lockedAtLeastGib)}${until}`;
  if (locks === 'told') return least;
  if (locks === 'none') return 'Locked now: nothing, the repository locks no files';
  if (locks === 'in-part') {
    return 'Locked now: not known how much, some extents lock files and others do not, and VBR does not tell which files lie where; the dates count with the longest lock';
  }
  return 'Locked now: not known, VBR does not tell whether or how long this repository locks files; the dates count without a lock';
}

function claimLine({ filesClaimGib, countedPercent }: FreeingContent): string[] {
  if (filesClaimGib === undefined || countedPercent === undefined) return [];
  return [
    `  By VBR's figures the files take ${sizeText(filesClaimGib)}, more than is used (shared blocks, or moved to a lower tier): ${countedPercent} % of a size is counted above; jobs and single backups are told as VBR has them.`,
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
    largest: rows.slice(0, limits.names).map(({ id, name, gib, reason, lockedUntil }) => ({
      backup: clean(name, limits.nameCharacters),
      id: clean(id, 60),
      gib: rounded(gib, 1),
      lockedUntil: lockedUntil ?? undefined,
      why: limits.withReasons ? clean(reason, limits.messageCharacters) : undefined,
    })),
  };
}

function reclaimableLine(
  title: string,
  content: NonNullable<FreeingContent['orphaned']> | undefined,
): string[] {
  if (content === undefined) return [];
  const rows = content.largest.map(({ backup, id, gib, why, lockedUntil }) => {
    const reason = why === undefined ? '' : `: ${why}`;
    const lock = lockedUntil === undefined ? '' : `, locked until ${lockedUntil}`;
    return `${quoted(backup)} ${sizeText(gib)} (${id}${reason}${lock})`;
  });
  return [
    `  ${title}, a person decides: ${counted(content.backups, 'backup')}, ${sizeText(content.gib)}: ${rows.join(', ')}.`,
  ];
}
