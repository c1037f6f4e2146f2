import type { FileLock } from '../../domain/file-lock.ts';
import type { StoredBackup } from '../../domain/stored-backup.ts';
import { type Freeing, freeingOf } from './freeing.ts';
import type { CapacityMeasures } from './measures.ts';

const bytesPerGib = 1024 ** 3;
const mostReleases = 10;
const mostReclaimable = 20;

/**
 * What frees up by itself and what a person may free, in the form it is kept. Files that share blocks, and files that lie in a lower tier
 * by now, claim more than is used here: then what frees up counts in proportion.
 */
export function measureFreeing(
  backups: readonly StoredBackup[],
  lock: FileLock,
  asOf: Date,
  usedGib: number | null,
): CapacityMeasures['freeing'] {
  const claimedGib = claimedBytes(backups) / bytesPerGib;
  const countedShare = usedGib === null || claimedGib <= usedGib ? 1 : usedGib / claimedGib;
  const space = (bytes: number) => (bytes * countedShare) / bytesPerGib;
  const freeing = freeingOf(backups, lock, asOf);
  const { retention, gfs, immutability } = freeing.freedByReason;
  return {
    freed: freeing.freed.map(({ withinDays, bytes }) => ({ withinDays, gib: space(bytes) })),
    byReason: {
      retention: space(retention),
      gfs: space(gfs),
      immutability: space(immutability),
    },
    next: freeing.next.slice(0, mostReleases).map(({ at, bytes, name, reason }) => ({
      day: at.toISOString().slice(0, 10),
      gib: space(bytes),
      name,
      reason,
    })),
    withoutDateGib: space(freeing.withoutDateBytes),
    activeGib: space(freeing.activeBytes),
    lockedGib: space(freeing.lockedBytes),
    lockedUntil: dateOf(freeing.lockedUntil),
    locks: freeing.locks,
    filesWithoutSize: freeing.filesWithoutSize,
    orphaned: byBackup(freeing.orphaned),
    surplus: byBackup(freeing.surplus),
    claimedGib,
    countedShare,
  };
}

function claimedBytes(backups: readonly StoredBackup[]): number {
  let bytes = 0;
  for (const { files } of backups) {
    for (const { backupBytes } of files) bytes += backupBytes ?? 0;
  }
  return bytes;
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
