import type {
  RepositoryDefinition,
  RepositoryState,
  ScaleOutRepository,
} from '../../domain/repository.ts';
import { type CountedStorage, countedStorage, isLeftOut, type LeftOut } from './counted-storage.ts';

type Tier = 'standalone' | 'performance' | 'capacity' | 'archive';

/** The storage that fills up together: a repository of its own, or one tier of a scale-out repository. */
export interface TierCapacity {
  /** Of the scale-out repository, or of the repository itself. */
  readonly id: string;
  readonly name: string;
  readonly tier: Tier;
  /** Every row of it, counted or not. */
  readonly members: ReadonlyArray<{ readonly id: string; readonly name: string }>;
  /** Ids of the rows whose figures are in the sums. */
  readonly counted: readonly string[];
  /** Null as soon as one member has no known capacity. */
  readonly capacityGib: number | null;
  readonly usedGib: number;
  /** Free space that backups can be written to: that of extents in service. */
  readonly writableGib: number | null;
  /** What can be filled: used plus writable; extents out of service offer no more than they hold. */
  readonly usableGib: number | null;
  readonly outOfService: readonly LeftOut[];
  readonly leftOut: readonly LeftOut[];
  /** Rows on a volume that another row stands for. */
  readonly sharedVolumes: readonly LeftOut[];
}

export interface EstateStorage {
  readonly states: readonly RepositoryState[];
  readonly definitions: readonly RepositoryDefinition[];
  readonly scaleOutRepositories: readonly ScaleOutRepository[];
  /** Rows that the latest reading did not show, with the day they were last seen. */
  readonly lastSeen?: ReadonlyMap<string, Date>;
}

/** Statuses of an extent that takes no new backups; any other word means that it does. */
const takesNothing = /^(maintenance|sealed|evacuate|pending|resyncrequired)$/i;

/** Real capacity by tier: nothing counted twice, nothing unknown counted as zero. */
export function tierCapacities(estate: EstateStorage): readonly TierCapacity[] {
  const parents = new Set(estate.scaleOutRepositories.map(({ id }) => id));
  const groups = new Map<string, RepositoryState[]>();
  for (const state of estate.states) {
    // A scale-out repository listed beside its extents would count them twice.
    if (parents.has(state.id) || state.type === 'ExtendableRepository') continue;
    const key = groupKey(state);
    groups.set(key, [...(groups.get(key) ?? []), state]);
  }
  return [...groups.values()].map((members) => tierCapacity(members, estate));
}

/** Repositories of their own that lie on one volume fill up together. */
function groupKey(state: RepositoryState): string {
  const tier = tierOf(state);
  if (tier !== 'standalone') return `${state.scaleOutRepositoryId}|${tier}`;
  const storage = countedStorage(state, null);
  return (isLeftOut(storage) ? null : storage.volumeKey) ?? state.id;
}

function tierCapacity(members: readonly RepositoryState[], estate: EstateStorage): TierCapacity {
  const [first] = members;
  const parentId = first?.scaleOutRepositoryId ?? null;
  const parent = estate.scaleOutRepositories.find(({ id }) => id === parentId);
  const definitions = new Map(estate.definitions.map((each) => [each.id, each]));
  const rows = members.map(
    (state) => unread(state, estate) ?? countedStorage(state, definitions.get(state.id) ?? null),
  );
  const { distinct, shared } = withoutSharedVolumes(
    rows.filter((row): row is CountedStorage => !isLeftOut(row)),
  );
  const outOfService = distinct.flatMap((storage) => idleExtent(storage, parent));
  const idle = new Set(outOfService.map(({ id }) => id));
  const writableGib = sumOrUnknown(distinct.map((row) => (idle.has(row.id) ? 0 : row.freeGib)));
  const usedGib = distinct.reduce((sum, row) => sum + (row.usedGib ?? 0), 0);
  return {
    id: parentId ?? first?.id ?? '',
    name: parent?.name ?? first?.name ?? '',
    tier: first === undefined ? 'standalone' : tierOf(first),
    members: members.map(({ id, name }) => ({ id, name })),
    counted: distinct.map(({ id }) => id),
    capacityGib: sumOrUnknown(distinct.map((row) => row.capacityGib)),
    usedGib,
    writableGib,
    usableGib: writableGib === null ? null : usedGib + writableGib,
    outOfService,
    leftOut: rows.filter(isLeftOut),
    sharedVolumes: shared,
  };
}

function unread({ id, name }: RepositoryState, { lastSeen }: EstateStorage): LeftOut | null {
  const seen = lastSeen?.get(id);
  if (seen === undefined) return null;
  return { id, name, reason: `not listed since ${seen.toISOString().slice(0, 10)}` };
}

function tierOf({ scaleOutRepositoryId, extentType }: RepositoryState): Tier {
  if (scaleOutRepositoryId === null) return 'standalone';
  if (/^capacity$/i.test(extentType ?? '')) return 'capacity';
  return /^archive$/i.test(extentType ?? '') ? 'archive' : 'performance';
}

function idleExtent(storage: CountedStorage, parent: ScaleOutRepository | undefined): LeftOut[] {
  const extent = parent?.performanceExtents.find(({ repositoryId }) => repositoryId === storage.id);
  const status = extent?.statuses.find((each) => takesNothing.test(each));
  if (status === undefined) return [];
  const reason = `${status}: its free space takes no new backups`;
  return [{ id: storage.id, name: storage.name, reason }];
}

function withoutSharedVolumes(rows: readonly CountedStorage[]): {
  readonly distinct: readonly CountedStorage[];
  readonly shared: readonly LeftOut[];
} {
  const byVolume = new Map<string, CountedStorage>();
  const distinct: CountedStorage[] = [];
  const shared: LeftOut[] = [];
  for (const row of rows) {
    const known = row.volumeKey === null ? undefined : byVolume.get(row.volumeKey);
    if (known === undefined) {
      distinct.push(row);
      if (row.volumeKey !== null) byVolume.set(row.volumeKey, row);
    } else {
      const reason = `on the volume of ${known.name}, counted there`;
      shared.push({ id: row.id, name: row.name, reason });
    }
  }
  return { distinct, shared };
}

/** Null when nothing is known or one part is not. */
function sumOrUnknown(values: readonly (number | null)[]): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum;
}
