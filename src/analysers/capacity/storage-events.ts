import { fileKind } from '../../domain/file-kind.ts';
import type { CapacityDay, StoredBackup } from '../../domain/stored-backup.ts';
import { dayOf } from './capacity-history.ts';
import type { StorageEvent } from './usage-steps.ts';

const bytesPerGib = 1024 ** 3;

/** What happened to the backups of a repository on these days and the days beside them, with what it wrote or freed. */
export function storageEvents(
  backups: readonly StoredBackup[],
  offloads: readonly StorageEvent[],
  days: readonly number[],
): readonly StorageEvent[] {
  const near = new Set(days.flatMap((day) => [day - 1, day, day + 1]));
  return [
    ...backups.flatMap((stored) => eventsOf(stored, near)),
    ...offloads.filter(({ day }) => near.has(day)),
  ];
}

/** Days on which the capacity tier of the same scale-out repository came to hold more, which it gets from the tiers above. */
export function offloadsTo(tierDays: readonly CapacityDay[]): readonly StorageEvent[] {
  return [...Map.groupBy(tierDays, ({ repositoryId }) => repositoryId).values()].flatMap((own) =>
    own.slice(1).flatMap((each, place): StorageEvent[] => {
      const size = each.reportedUsedGib - (own[place]?.reportedUsedGib ?? each.reportedUsedGib);
      if (size <= 0) return [];
      return [{ day: dayOf(each.takenAt), kind: 'offload', name: 'to the capacity tier', size }];
    }),
  );
}

function eventsOf(stored: StoredBackup, near: ReadonlySet<number>): StorageEvent[] {
  const name = stored.jobName ?? stored.backup.name;
  const createdDay = dayOf(stored.backup.createdAt);
  const written = stored.files
    .filter((file) => fileKind(file) === 'full' || dayOf(file.createdAt) === createdDay)
    .map((file) => ({ day: dayOf(file.createdAt), bytes: file.backupBytes ?? 0 }));
  const gone = stored.gone.map(({ goneDay, bytes }) => ({ day: goneDay, bytes }));
  const freeing = stored.files.length === 0 ? 'deletion' : 'retention-run';
  return [
    ...sized(written, near, (day) => (day === createdDay ? 'new-job' : 'new-full'), name),
    ...sized(gone, near, () => freeing, name),
  ];
}

function sized(
  parts: readonly { readonly day: number; readonly bytes: number }[],
  near: ReadonlySet<number>,
  kindOn: (day: number) => StorageEvent['kind'],
  name: string,
): StorageEvent[] {
  const byDay = new Map<number, number>();
  for (const { day, bytes } of parts) {
    if (near.has(day)) byDay.set(day, (byDay.get(day) ?? 0) + bytes);
  }
  return [...byDay].map(([day, bytes]) => ({
    day,
    kind: kindOn(day),
    name,
    size: bytes / bytesPerGib,
  }));
}
