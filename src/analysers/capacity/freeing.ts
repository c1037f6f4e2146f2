import type { BackupFile } from '../../domain/backup.ts';
import { type FileLock, type LockKnowledge, lockKnowledge } from '../../domain/file-lock.ts';
import { orphanedBackups, type Reclaimable, surplusFulls } from '../../domain/reclaimable.ts';
import type { StoredBackup } from '../../domain/stored-backup.ts';
import { addDays } from './file-expiry.ts';
import { lockedFiles } from './locked-files.ts';
import { freedUntil, planReleases, type ReleasePlan } from './releases.ts';

/** Space that goes by itself, and when; what is locked; what a person may free. */
export interface Freeing {
  readonly freed: ReadonlyArray<{ readonly withinDays: number; readonly bytes: number }>;
  readonly freedByReason: Readonly<Record<'retention' | 'gfs' | 'immutability', number>>;
  /** The nearest large releases, a day and a job each. */
  readonly next: readonly NextRelease[];
  readonly withoutDateBytes: number;
  readonly activeBytes: number;
  readonly lockedBytes: number;
  readonly lockedUntil: Date | null;
  readonly locks: LockKnowledge;
  readonly filesWithoutSize: number;
  readonly orphaned: readonly LockedReclaimable[];
  readonly surplus: readonly LockedReclaimable[];
}

/** A person may free it, but not before the last of its locks ends; null: no lock of it is known. */
interface LockedReclaimable extends Reclaimable {
  readonly lockedUntil: Date | null;
}

interface NextRelease {
  readonly at: Date;
  readonly bytes: number;
  readonly name: string;
  readonly reason: 'retention' | 'gfs' | 'immutability';
}

const withinDays = [7, 30, 90];

/** What the backups of a place will give back if nothing changes; `lock` is that of the place. */
export function freeingOf(backups: readonly StoredBackup[], lock: FileLock, asOf: Date): Freeing {
  const plansOf = (rows: readonly StoredBackup[]) =>
    rows.flatMap((stored) =>
      chainsOf(stored.files).map((files) => ({
        name: stored.jobName ?? '',
        plan: planReleases(files, { ...stored, lock }, asOf),
      })),
    );
  const [owned, left] = [
    backups.filter(({ jobName }) => jobName !== null),
    backups.filter(({ jobName }) => jobName === null),
  ];
  const plans = plansOf(owned);
  // A lock holds what no job writes to as well.
  const locked = [...plans, ...plansOf(left)].map(({ plan }) => plan);
  const sum = (amount: (plan: ReleasePlan) => number) =>
    plans.reduce((total, { plan }) => total + amount(plan), 0);
  const horizon = addDays(asOf, withinDays.at(-1) ?? 0);
  const dated = plans.flatMap(({ name, plan }) =>
    plan.releases.flatMap(({ at, bytes, reason }) =>
      at !== null && at <= horizon ? [{ at, bytes, name, reason }] : [],
    ),
  );
  const byReason = (wanted: NextRelease['reason']) =>
    dated.reduce((total, { reason, bytes }) => total + (reason === wanted ? bytes : 0), 0);
  return {
    freed: withinDays.map((days) => ({
      withinDays: days,
      bytes: sum((plan) => freedUntil(plan, addDays(asOf, days))),
    })),
    freedByReason: {
      retention: byReason('retention'),
      gfs: byReason('gfs'),
      immutability: byReason('immutability'),
    },
    next: byDayAndJob(dated),
    withoutDateBytes: sum(({ releases }) =>
      releases.reduce((total, { at, bytes }) => total + (at === null ? bytes : 0), 0),
    ),
    activeBytes: sum(({ activeBytes }) => activeBytes),
    lockedBytes: locked.reduce((total, { lockedBytes }) => total + lockedBytes, 0),
    lockedUntil: lastOf(locked.flatMap(({ lockedUntil }) => lockedUntil ?? [])),
    locks: lockKnowledge(lock),
    filesWithoutSize: sum(({ filesWithoutSize }) => filesWithoutSize),
    ...reclaimableOf(backups, owned, lockEnds(backups, lock, asOf)),
  };
}

/** What a person may free, with the day on which the last of its locks ends. */
function reclaimableOf(
  backups: readonly StoredBackup[],
  owned: readonly StoredBackup[],
  ends: ReadonlyMap<string, Date>,
): Pick<Freeing, 'orphaned' | 'surplus'> {
  const listed = new Set(owned.flatMap(({ backup }) => backup.jobId ?? []));
  const locked = (row: Reclaimable) => ({
    ...row,
    lockedUntil: lastOf(row.fileIds.flatMap((id) => ends.get(id) ?? [])),
  });
  const orphaned = orphanedBackups(
    backups.map(({ backup }) => backup),
    backups.flatMap(({ files }) => files),
    listed,
  );
  const surplus = owned.flatMap(({ backup, files }) =>
    chainsOf(files).flatMap((chain) => surplusFulls(backup, chain) ?? []),
  );
  return {
    orphaned: orphaned.map(locked).toSorted(largestFirst),
    surplus: surplus.map(locked).toSorted(largestFirst),
  };
}

/** By file, when the longest lock that may hold it ends. */
function lockEnds(
  backups: readonly StoredBackup[],
  lock: FileLock,
  asOf: Date,
): ReadonlyMap<string, Date> {
  const locked = backups.flatMap((stored) =>
    chainsOf(stored.files).flatMap((files) =>
      lockedFiles(files, { ...stored, lock }, 'longest', asOf),
    ),
  );
  return new Map(locked.map(({ file, until }) => [file.id, until]));
}

/** Each workload of a backup has a chain of its own. */
function chainsOf(files: readonly BackupFile[]): readonly (readonly BackupFile[])[] {
  return [...Map.groupBy(files, ({ objectIds }) => objectIds.join()).values()];
}

function byDayAndJob(releases: readonly NextRelease[]): readonly NextRelease[] {
  const joined = new Map<string, NextRelease>();
  for (const release of releases) {
    const key = `${release.at.toISOString().slice(0, 10)} ${release.reason} ${release.name}`;
    const bytes = release.bytes + (joined.get(key)?.bytes ?? 0);
    joined.set(key, { ...release, bytes });
  }
  return [...joined.values()].toSorted(largestFirst);
}

function lastOf(dates: readonly Date[]): Date | null {
  return dates.reduce<Date | null>(
    (last, date) => (last === null || date > last ? date : last),
    null,
  );
}

function largestFirst(one: { readonly bytes: number }, other: { readonly bytes: number }): number {
  return other.bytes - one.bytes;
}
