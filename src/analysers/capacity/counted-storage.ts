import type { RepositoryDefinition, RepositoryState } from '../../domain/repository.ts';

/** What a repository or extent really offers. */
export interface CountedStorage {
  readonly id: string;
  readonly name: string;
  /** Null: not known, such as object storage without a limit. */
  readonly capacityGib: number | null;
  readonly usedGib: number | null;
  readonly freeGib: number | null;
  /** Two repositories with one key lie on one volume; null where that cannot be told. */
  readonly volumeKey: string | null;
}

/** Why a row gives no figures that may be summed or fitted. */
export interface LeftOut {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
}

/**
 * The figures of one row of states, or why it has none. VBR reports 0 of 0 for object storage: unknown, not full. What VBR calls out of
 * date are the components on the host; the figures are not.
 */
export function countedStorage(
  state: RepositoryState,
  definition: RepositoryDefinition | null,
): CountedStorage | LeftOut {
  const { id, name } = state;
  if (!state.isOnline) return { id, name, reason: 'offline: VBR repeats its last figures' };
  const { capacityGib, freeGib } = state;
  if (capacityGib > 0) {
    const usedGib = Math.max(0, capacityGib - freeGib);
    return { id, name, capacityGib, freeGib, usedGib, volumeKey: volumeKeyOf(state) };
  }
  const limit = definition?.consumptionLimitGib ?? null;
  const used = state.reportedUsedGib;
  if (limit === null) {
    return { id, name, capacityGib: null, freeGib: null, usedGib: used, volumeKey: null };
  }
  const free = Math.max(0, limit - used);
  return { id, name, capacityGib: limit, freeGib: free, usedGib: used, volumeKey: null };
}

/** True for a row that gives no figures. */
export function isLeftOut(storage: CountedStorage | LeftOut): storage is LeftOut {
  return 'reason' in storage;
}

/**
 * VBR gives a repository the figures of the volume under it. Equal figures to a tenth of a GiB on one host mean one volume, unless
 * the paths name two drives.
 */
function volumeKeyOf({ hostId, path, capacityGib, freeGib }: RepositoryState): string | null {
  if (hostId === null) return null;
  const drive = /^[a-z]:/i.exec(path ?? '')?.[0].toUpperCase() ?? '';
  return [hostId, drive, capacityGib, freeGib].join('|');
}
