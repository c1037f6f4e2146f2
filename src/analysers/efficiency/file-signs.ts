import type { StoredFile } from '../../domain/efficiency.ts';
import { median } from '../../statistics/median.ts';
import { robustSpread } from '../../statistics/robust-spread.ts';
import { nightOf } from './nightly-ratios.ts';

/** Something about one file that encryption can cause, and much else. */
export interface FileSign {
  readonly sign: 'ratio-drop' | 'increment-jump';
  readonly night: number;
  readonly what: string;
  readonly file: StoredFile;
  /** False of a jump of data that compress as they used to: encrypted data would not. */
  readonly tellsAlone: boolean;
}

type Sized = StoredFile & { readonly dataBytes: number; readonly backupBytes: number };

/** Earlier files of the same kind, machine and backup that a file needs before anything is said of it. */
const leastEarlier = { increment: 7, full: 5 } as const;
/** Of the reduction: −15 %. */
const leastDrop = -Math.log(0.85);
const dropZ = 6;
const dropFloor = 0.02;
/** Of the data: three times the usual. */
const leastJump = Math.log(3);
const jumpZ = 4.5;
const jumpFloor = 0.35;
/** Where more than this remains as a rule, a reduction cannot tell encrypted data from others. */
const packedShare = Math.log(0.9);
/** How far a value must lie beyond the largest before it: half as far again for shares, half as much again for sizes. */
const beyondDrops = 1.5;
const beyondJumps = Math.log(1.5);

/**
 * The signs in one backup's files of the same machines since a night, oldest file first. Each file is held against earlier ones of its own
 * kind, so a new full, a new job, a new or renamed machine and the first points of a chain are no signs; an increment after missed runs
 * may be larger in proportion to the time since the file before.
 */
export function fileSigns(files: readonly StoredFile[], since: number): readonly FileSign[] {
  const sized = files.filter(isSized);
  return [...signsOf(sized, 'increment', since), ...signsOf(sized, 'full', since)];
}

function isSized(file: StoredFile): file is Sized {
  return Boolean(file.dataBytes) && Boolean(file.backupBytes);
}

function signsOf(all: readonly Sized[], kind: 'increment' | 'full', since: number): FileSign[] {
  const alike = all.filter((file) => file.kind === kind);
  const seen = new Map<string, number>();
  let mostShare = Number.NEGATIVE_INFINITY;
  let mostBytes = 0;
  return alike.flatMap((file, place) => {
    const isKnown = file.workloads.every((name) => (seen.get(name) ?? 0) >= leastEarlier[kind]);
    // Whatever is a sign is a record first, and records are rare.
    const isRecord = lnShare(file) > mostShare || file.dataBytes > mostBytes;
    for (const name of file.workloads) seen.set(name, (seen.get(name) ?? 0) + 1);
    mostShare = Math.max(mostShare, lnShare(file));
    mostBytes = Math.max(mostBytes, file.dataBytes);
    if (!isKnown || !isRecord || nightOf(file.createdAt) < since) return [];
    const earlier = alike.slice(0, place);
    const jump = kind === 'increment' ? jumpOf(file, earlier, all) : null;
    return [dropOf(file, earlier), jump].filter((sign) => sign !== null);
  });
}

function dropOf(file: Sized, earlier: readonly Sized[]): FileSign | null {
  const usualBytes = median(earlier.map(({ dataBytes }) => dataBytes)) ?? 0;
  // Of a small increment the metadata are a large share.
  if (file.dataBytes < usualBytes / 2) return null;
  const shares = earlier.map(lnShare);
  const usual = median(shares) ?? 0;
  const distance = lnShare(file) - usual;
  const spread = Math.max(dropFloor, robustSpread(shares) ?? 0);
  const mostBefore = Math.max(0, ...shares.map((share) => share - usual));
  if (distance < Math.max(leastDrop, dropZ * spread, beyondDrops * mostBefore)) return null;
  const percent = Math.round(-100 * Math.expm1(-distance));
  const kind = file.kind === 'full' ? 'a full' : 'an increment';
  const what = `reduction of ${kind} ${percent} % below the usual of ${earlier.length} earlier ones`;
  return { sign: 'ratio-drop', night: nightOf(file.createdAt), what, file, tellsAlone: true };
}

function lnShare({ dataBytes, backupBytes }: Sized): number {
  return Math.log(backupBytes / dataBytes);
}

function jumpOf(file: Sized, earlier: readonly Sized[], all: readonly Sized[]): FileSign | null {
  const volumes = earlier.map(({ dataBytes }) => Math.log(dataBytes));
  const usual = median(volumes) ?? 0;
  const distance = Math.log(file.dataBytes) - usual - Math.log(timesWaited(file, all));
  const spread = Math.max(jumpFloor, robustSpread(volumes) ?? 0);
  const mostBefore = Math.max(0, ...volumes.map((volume) => volume - usual));
  if (distance < Math.max(leastJump, jumpZ * spread, mostBefore + beyondJumps)) return null;
  const usualShare = median(earlier.map(lnShare)) ?? 0;
  const tellsAlone = usualShare > packedShare || lnShare(file) - usualShare >= leastDrop;
  const size = `${(file.dataBytes / 1024 ** 3).toFixed(1)} GiB, ${Math.exp(distance).toFixed(0)} times the usual`;
  const what = `increment of ${size} of ${earlier.length} earlier ones${tellsAlone ? '' : ', reduced as usual'}`;
  return { sign: 'increment-jump', night: nightOf(file.createdAt), what, file, tellsAlone };
}

/** The time since the file before, of any kind, by the usual time between files; at least 1. */
function timesWaited(file: Sized, all: readonly Sized[]): number {
  const before = all.slice(0, all.indexOf(file));
  const gaps = before.slice(1).map((each, place) => gapMs(before[place], each));
  const usual = median(gaps) ?? 0;
  const last = gapMs(before.at(-1), file);
  return usual > 0 ? Math.max(1, last / usual) : 1;
}

function gapMs(one: StoredFile | undefined, other: StoredFile): number {
  return one === undefined ? 0 : other.createdAt.getTime() - one.createdAt.getTime();
}
