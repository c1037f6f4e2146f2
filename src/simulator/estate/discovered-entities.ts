import type { SimulatedObject } from './backups/backup.ts';
import { knownBackups, knownObjects } from './backups/known-backups.ts';
import { pointsOf } from './backups/points-of.ts';
import { chanceFrom, textHash, whole } from './chance.ts';
import type { Estate } from './estate.ts';
import { itemAt } from './item-at.ts';
import type { SimulatedJob } from './job.ts';
import { dayMs, hourMs } from './zone-clock.ts';

/** Where agents are managed from; each group discovers computers. */
export interface SimulatedGroup {
  readonly id: string;
  readonly name: string;
  readonly type: 'ManuallyAdded' | 'IndividualComputers' | 'ADObjects';
  readonly isDisabled: boolean;
}

type Why =
  /** Backed up under this name, one like it, its object or its cluster. */
  | 'backed-up'
  | 'never-backed-up'
  /** Its group was disabled, it has been away for two months, or nothing but an address is known of it. */
  | 'not-judged'
  /** A cluster or a container of Active Directory. */
  | 'no-computer';

/** What a group discovered. */
export interface SimulatedEntity {
  readonly id: string;
  readonly name: string;
  readonly type: 'Computer' | 'Cluster' | 'ActiveDirectory';
  readonly parentId: string;
  readonly group: SimulatedGroup;
  readonly objectId: string;
  readonly isLinux: boolean;
  readonly state: 'Online' | 'Offline' | 'Unknown';
  readonly hasAgent: boolean;
  readonly lastConnectedMs: number | null;
  readonly why: Why;
}

const domain = 'estate.example';

/** The groups of an estate; one of them was disabled. */
export function groupsOf({ identifiers }: Estate): SimulatedGroup[] {
  const group = (index: number, name: string, type: SimulatedGroup['type'], isDisabled = false) => {
    return { id: identifiers.of('protection-group', index), name, type, isDisabled };
  };
  return [
    group(0, 'Manually Added', 'ManuallyAdded'),
    group(1, 'Windows servers', 'ADObjects'),
    group(2, 'Linux servers', 'IndividualComputers'),
    group(3, 'Closed branch', 'IndividualComputers', true),
  ];
}

/** Everything the groups discovered: machines that agents back up, and in troubled estates some that nothing ever did. */
export function entitiesOf(estate: Estate): SimulatedEntity[] {
  const machines = machinesOfAgents(estate);
  const { scenario, stationary } = estate.options;
  const isTroubled = scenario !== 'healthy' && stationary !== true;
  return [
    container(estate),
    ...machines,
    ...clusterAround(estate, machines),
    ...virtualMachine(estate),
    ...(isTroubled ? [...neverBackedUp(estate), ...notJudged(estate)] : []),
  ];
}

type Draft = Pick<SimulatedEntity, 'name' | 'why'> & Partial<SimulatedEntity>;

/** `index` is the entity's own for good, so that an id always names the same thing. */
function entity(estate: Estate, index: number, draft: Draft): SimulatedEntity {
  const { identifiers, nowMs } = estate;
  const group = draft.group ?? itemAt(groupsOf(estate), draft.isLinux === true ? 2 : 1);
  return {
    id: identifiers.of('discovered-entity', index),
    type: 'Computer',
    parentId: group.id,
    objectId: identifiers.of('other', 700_000 + index),
    isLinux: false,
    state: 'Online',
    hasAgent: true,
    lastConnectedMs: nowMs - 2 * hourMs,
    ...draft,
    group,
  };
}

function container(estate: Estate): SimulatedEntity {
  return entity(estate, 0, { name: domain, type: 'ActiveDirectory', why: 'no-computer' });
}

const firstAgentMachine = 1_000;

/** Those with a backup, some by their full names, some in capitals, some known by their object too. */
function machinesOfAgents(estate: Estate): SimulatedEntity[] {
  const known = objectsByName(estate);
  return agentJobs(estate)
    .flatMap(({ workloads, kind }) =>
      workloads.map((name) => ({ name, isLinux: kind.platformName === 'LinuxPhysical' })),
    )
    .flatMap(({ name, isLinux }, place) => {
      const object = known.get(name);
      if (object === undefined) return [];
      const draft = { name: spelled(name, place), isLinux, why: 'backed-up' } as const;
      const own = place % 2 === 0 ? { objectId: object.id } : {};
      return [entity(estate, firstAgentMachine + place, { ...draft, ...own })];
    });
}

function agentJobs({ jobs }: Estate): SimulatedJob[] {
  return jobs.filter(({ kind }) => /^(Windows|Linux)Physical$/.test(kind.platformName));
}

function spelled(name: string, place: number): string {
  if (place % 3 === 1) return `${name}.${domain}`;
  return place % 5 === 2 ? name.toUpperCase() : name;
}

/** The workloads that have, or had, points, by their names. */
function objectsByName(estate: Estate): ReadonlyMap<string, SimulatedObject> {
  const points = pointsOf(estate);
  const objects = knownBackups(estate).flatMap(({ backup }) => knownObjects(points, backup));
  return new Map(objects.map((object) => [object.name, object]));
}

/** A cluster that is backed up under its own name, and its nodes that are in no backup. */
function clusterAround(
  estate: Estate,
  machines: readonly SimulatedEntity[],
): readonly SimulatedEntity[] {
  const backedUp = machines.find(({ isLinux }) => !isLinux);
  if (backedUp === undefined) return [];
  const cluster = entity(estate, 1, {
    ...{ name: backedUp.name, type: 'Cluster', why: 'no-computer' },
  });
  const nodes = [1, 2].map((number) =>
    entity(estate, 1 + number, {
      ...{ name: `wsfc-node${number}.${domain}`, parentId: cluster.id, why: 'backed-up' },
    }),
  );
  return [cluster, ...nodes];
}

/** A virtual machine that a group found too; it is backed up as one. */
function virtualMachine(estate: Estate): readonly SimulatedEntity[] {
  const known = objectsByName(estate);
  const name = estate.jobs
    .filter(({ kind }) => kind.type === 'VSphereBackup')
    .flatMap(({ workloads }) => workloads)
    .find((one) => known.has(one));
  if (name === undefined) return [];
  const draft = { name: `${name}.${domain}`, hasAgent: false, lastConnectedMs: null } as const;
  return [entity(estate, 4, { ...draft, why: 'backed-up' })];
}

/** Until somebody takes care of them: found by a group, and no job ever took them. */
function neverBackedUp(estate: Estate): readonly SimulatedEntity[] {
  if (estate.discovery.clearedMs !== null) return [];
  const { options, nowMs } = estate;
  const count = whole(chanceFrom(options.seed, textHash('never-backed-up')), 3, 6);
  return Array.from({ length: count }, (_, place) => {
    const isLinux = place % 3 === 2;
    const name = `kiosk${place + 1}${place % 2 === 1 ? `.${domain}` : ''}`;
    const base = { name, isLinux, why: 'never-backed-up' } as const;
    // One was switched off the day before yesterday, one has no agent yet.
    if (place === 1) {
      const lastConnectedMs = nowMs - 2 * dayMs;
      return entity(estate, 100 + place, { ...base, state: 'Offline', lastConnectedMs });
    }
    if (place !== 2) return entity(estate, 100 + place, base);
    const bare = { state: 'Unknown', hasAgent: false, lastConnectedMs: null } as const;
    return entity(estate, 100 + place, { ...base, ...bare });
  });
}

/** Nobody can say of these that they should be backed up. */
function notJudged(estate: Estate): readonly SimulatedEntity[] {
  const closed = itemAt(groupsOf(estate), 3);
  const why = 'not-judged';
  const lastConnectedMs = estate.nowMs - 60 * dayMs;
  return [
    entity(estate, 200, { name: 'till1', group: closed, why }),
    entity(estate, 201, { name: 'till2', group: closed, why }),
    entity(estate, 202, { name: `oldkiosk.${domain}`, state: 'Offline', lastConnectedMs, why }),
    entity(estate, 203, { name: '10.20.30.40', why }),
  ];
}
