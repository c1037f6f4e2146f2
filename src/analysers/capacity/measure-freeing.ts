import type { FileLock } from '../../domain/file-lock.ts';
import type { StoredBackup } from '../../domain/stored-backup.ts';
import { type Freeing, freeingOf } from './freeing.ts';
import type { CapacityMeasures } from './measures.ts';

const bytesPerGib = 1024 ** 3;
const mostReleases = 10;
const mostReclaimable = 20;

/** What frees up by itself and what a person may free, in the form it is kept. */
export function measureFreeing(
  backups: readonly StoredBackup[],
  lock: FileLock,
  asOf: Date,
): CapacityMeasures['freeing'] {
  const freeing = freeingOf(backups, lock, asOf);
  const { retention, gfs, immutability } = freeing.freedByReason;
  return {
    freed: freeing.freed.map(({ withinDays, bytes }) => ({ withinDays, gib: bytes / bytesPerGib })),
    byReason: {
      retention: retention / bytesPerGib,
      gfs: gfs / bytesPerGib,
      immutability: immutability / bytesPerGib,
    },
    next: freeing.next.slice(0, mostReleases).map(({ at, bytes, name, reason }) => ({
      day: at.toISOString().slice(0, 10),
      gib: bytes / bytesPerGib,
      name,
      reason,
    })),
    withoutDateGib: freeing.withoutDateBytes / bytesPerGib,
    activeGib: freeing.activeBytes / bytesPerGib,
    lockedGib: freeing.lockedBytes / bytesPerGib,
    lockedUntil: dateOf(freeing.lockedUntil),
    locks: freeing.locks,
    filesWithoutSize: freeing.filesWithoutSize,
    orphaned: byBackup(freeing.orphaned),
    surplus: byBackup(freeing.surplus),
  };
}

/** The chains of one backup as one, the largest first. */
function byBackup(rows: Freeing['orphaned']): CapacityMeasures['freeing']['orphaned'] {
  const joined = new Map<string, CapacityMeasures['freeing']['orphaned'][number]>();
  for (const { backupId, name, bytes, reason, lockedUntil } of rows) {
    const known = joined.get(backupId);
    const gib = bytes / bytesPerGib + (known?.gib ?? 0);
    const until = [dateOf(lockedUntil), known?.lockedUntil ?? null].filter((day) => day !== null);
    const lastDay = until.toSorted().at(-1) ?? null;
    joined.set(backupId, { id: backupId, name, gib, reason, lockedUntil: lastDay });
  }
  return [...joined.values()]
    .toSorted((one, other) => other.gib - one.gib)
    .slice(0, mostReclaimable);
}

function dateOf(instant: Date | null): string | null {
  return instant?.toISOString().slice(0, 10) ?? null;
}
