import type { BackupFile } from '../../domain/backup.ts';
import { orphanedBackups, type Reclaimable, surplusFulls } from '../../domain/reclaimable.ts';
import type { StoredBackup } from '../../domain/stored-backup.ts';
import { addDays } from './file-expiry.ts';
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
  readonly filesWithoutSize: number;
  readonly orphaned: readonly Reclaimable[];
  readonly surplus: readonly Reclaimable[];
}

interface NextRelease {
  readonly at: Date;
  readonly bytes: number;
  readonly name: string;
  readonly reason: 'retention' | 'gfs' | 'immutability';
}

const withinDays = [7, 30, 90];

/** What the backups of a repository will give back if nothing changes. */
export function freeingOf(backups: readonly StoredBackup[], asOf: Date): Freeing {
  const owned = backups.filter(({ jobName }) => jobName !== null);
  const plans = owned.flatMap((stored) =>
    chainsOf(stored.files).map((files) => ({
      name: stored.jobName ?? '',
      plan: planReleases(files, stored, asOf),
    })),
  );
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
  const listed = new Set(owned.flatMap(({ backup }) => backup.jobId ?? []));
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
    lockedBytes: sum(({ lockedBytes }) => lockedBytes),
    lockedUntil: lastOf(plans.flatMap(({ plan }) => plan.lockedUntil ?? [])),
    filesWithoutSize: sum(({ filesWithoutSize }) => filesWithoutSize),
    orphaned: orphanedBackups(
      backups.map(({ backup }) => backup),
      backups.flatMap(({ files }) => files),
      listed,
    ).toSorted(largestFirst),
    surplus: owned
      .flatMap(({ backup, files }) =>
        chainsOf(files).flatMap((chain) => surplusFulls(backup, chain) ?? []),
      )
      .toSorted(largestFirst),
  };
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
