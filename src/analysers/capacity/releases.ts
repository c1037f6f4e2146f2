import type { BackupFile } from '../../domain/backup.ts';
import { fileKind } from '../../domain/file-kind.ts';
import { lockEnd } from '../../domain/file-lock.ts';
import { type Expiry, fileExpiry, type KeepingRules, latest } from './file-expiry.ts';
import { lockedFiles } from './locked-files.ts';

/** Files that go together: a full with the increments that need it, or a file that stands alone. */
interface Release {
  readonly fileIds: readonly string[];
  readonly bytes: number;
  /** Null: no known rule lets them go. */
  readonly at: Date | null;
  readonly reason: 'retention' | 'gfs' | 'immutability';
}

export interface ReleasePlan {
  /** In the order in which they go; those without a date last. */
  readonly releases: readonly Release[];
  /** The chain that is still written to: VBR merges or continues it, so it frees nothing as a whole. */
  readonly activeBytes: number;
  /** At least so much cannot be deleted now. REST shows no lock, only how long new files are locked, and VBR may extend it. */
  readonly lockedBytes: number;
  readonly lockedUntil: Date | null;
  /** Files whose size VBR does not tell; they are in no sum. */
  readonly filesWithoutSize: number;
}

/** What the files of one chain of one backup will free, and when, if nothing changes. */
export function planReleases(
  files: readonly BackupFile[],
  rules: KeepingRules,
  asOf: Date,
): ReleasePlan {
  const inOrder = files.toSorted(
    (left, right) => left.createdAt.getTime() - right.createdAt.getTime(),
  );
  const chains = chainsOf(inOrder);
  const active = chains.at(-1) ?? [];
  const releases = chains
    .slice(0, -1)
    .flatMap((chain) => releasesOf(chain, inOrder, rules, asOf))
    .toSorted((left, right) => timeOf(left) - timeOf(right));
  const locks = lockedFiles(inOrder, rules, 'least', asOf);
  return {
    releases,
    activeBytes: bytesOf(active),
    lockedBytes: bytesOf(locks.map(({ file }) => file)),
    lockedUntil: latest(locks.map(({ until }) => until)),
    filesWithoutSize: inOrder.filter(({ backupBytes }) => backupBytes === null).length,
  };
}

/** Bytes that go until this instant. */
export function freedUntil({ releases }: ReleasePlan, instant: Date): number {
  return releases
    .filter(({ at }) => at !== null && at <= instant)
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Each full begins a chain; a file that is neither full nor increment stands alone. */
function chainsOf(inOrder: readonly BackupFile[]): BackupFile[][] {
  const chains: BackupFile[][] = [];
  for (const file of inOrder) {
    const current = chains.at(-1);
    if (current === undefined || fileKind(file) !== 'increment') chains.push([file]);
    else current.push(file);
  }
  return chains;
}

/** A chain goes when its last member may; a full that is kept for longer stays behind alone. */
function releasesOf(
  chain: readonly BackupFile[],
  inOrder: readonly BackupFile[],
  rules: KeepingRules,
  asOf: Date,
): Release[] {
  const [first, ...rest] = chain;
  if (first === undefined) return [];
  const expiryOf = (file: BackupFile) => fileExpiry(file, inOrder, rules, asOf);
  if (first.gfsPeriods.length === 0) return [release(chain, chain.map(expiryOf), rules, asOf)];
  const alone = release([first], [first, ...rest].map(expiryOf), rules, asOf);
  if (rest.length === 0) return [alone];
  return [release(rest, rest.map(expiryOf), rules, asOf), alone];
}

function release(
  files: readonly BackupFile[],
  expiries: readonly Expiry[],
  rules: KeepingRules,
  asOf: Date,
): Release {
  const due = latest(expiries.map(({ at }) => at));
  // Released later than told is no harm: the longest lock counts.
  const lock = files
    .map((file) => lockEnd(rules.lock.longest, file.createdAt, due))
    .filter((until) => until !== null);
  const at = due === null ? null : latest([due, asOf, ...lock]);
  const isLocked = at !== null && lock.some((until) => until >= at && due !== null && until > due);
  const byRule = expiries.some(({ rule }) => rule === 'gfs') ? 'gfs' : 'retention';
  return {
    fileIds: files.map(({ id }) => id),
    bytes: bytesOf(files),
    at,
    reason: isLocked ? 'immutability' : byRule,
  };
}

function bytesOf(files: readonly BackupFile[]): number {
  return files.reduce((sum, { backupBytes }) => sum + (backupBytes ?? 0), 0);
}

function timeOf({ at }: Release): number {
  return at?.getTime() ?? Number.POSITIVE_INFINITY;
}
