import { describe, expect, it } from 'vitest';
import type {
  RepositoryDefinition,
  RepositoryState,
  ScaleOutRepository,
} from '../../domain/repository.ts';
import { type EstateStorage, tierCapacities } from './tier-capacity.ts';

function state(id: string, given: Partial<RepositoryState> = {}): RepositoryState {
  return {
    id,
    name: `Repository ${id}`,
    type: 'LinuxLocal',
    hostId: `host-${id}`,
    hostName: null,
    path: '/backups',
    capacityGib: 1000,
    freeGib: 300,
    reportedUsedGib: 2500,
    isOnline: true,
    isOutOfDate: false,
    scaleOutRepositoryId: null,
    extentType: null,
    ...given,
  };
}

function definition(id: string, consumptionLimitGib: number | null): RepositoryDefinition {
  return {
    id,
    name: id,
    type: 'AmazonS3',
    description: null,
    hostId: null,
    immutability: null,
    maxTasks: null,
    consumptionLimitGib,
  };
}

function scaleOut(id: string, statuses: Readonly<Record<string, string[]>>): ScaleOutRepository {
  return {
    id,
    name: `Scale-out ${id}`,
    description: null,
    performanceExtents: Object.entries(statuses).map(([repositoryId, each]) => ({
      repositoryId,
      statuses: each,
    })),
    capacityTier: null,
    archiveTier: null,
  };
}

const capacities = (estate: Partial<EstateStorage>) =>
  tierCapacities({ states: [], definitions: [], scaleOutRepositories: [], ...estate });

describe('real capacity', () => {
  it('of a repository is what the volume holds, not the logical size of its backups', () => {
    expect(capacities({ states: [state('a')] })).toEqual([
      {
        id: 'a',
        name: 'Repository a',
        tier: 'standalone',
        members: [{ id: 'a', name: 'Repository a' }],
        counted: ['a'],
        capacityGib: 1000,
        usedGib: 700,
        writableGib: 300,
        usableGib: 1000,
        outOfService: [],
        leftOut: [],
        sharedVolumes: [],
      },
    ]);
  });

  it('of a scale-out repository is told by tier, and its own row is not counted again', () => {
    const extent = (id: string, extentType: string) =>
      state(id, { scaleOutRepositoryId: 's', extentType });
    const tiers = capacities({
      states: [
        state('s', { capacityGib: 3000 }),
        state('other', { type: 'ExtendableRepository' }),
        extent('p1', 'Performance'),
        extent('p2', 'Performance'),
        extent('c1', 'Capacity'),
        extent('a1', 'Archive'),
      ],
      scaleOutRepositories: [scaleOut('s', { p1: ['Normal'], p2: [] })],
    });
    expect(tiers.map(({ name, tier, capacityGib }) => [name, tier, capacityGib])).toEqual([
      ['Scale-out s', 'performance', 2000],
      ['Scale-out s', 'capacity', 1000],
      ['Scale-out s', 'archive', 1000],
    ]);
  });

  it.each(['Maintenance', 'Sealed', 'Evacuate', 'maintenance'])(
    'of an extent in %s is what it holds: its free space takes nothing',
    (status) => {
      const extent = { scaleOutRepositoryId: 's', extentType: 'Performance' };
      const [tier] = capacities({
        states: [state('p1', extent), state('p2', extent)],
        scaleOutRepositories: [scaleOut('s', { p1: ['Normal'], p2: [status] })],
      });
      expect(tier).toMatchObject({
        capacityGib: 2000,
        usedGib: 1400,
        writableGib: 300,
        usableGib: 1700,
      });
      expect(tier?.outOfService).toEqual([
        {
          id: 'p2',
          name: 'Repository p2',
          reason: `${status}: its free space takes no new backups`,
        },
      ]);
    },
  );

  it('counts a volume once that two extents lie on, but not two drives of equal size', () => {
    const extent = { scaleOutRepositoryId: 's', extentType: 'Performance', hostId: 'h' };
    const [tier] = capacities({
      states: [
        state('p1', { ...extent, path: 'D:\\one' }),
        state('p2', { ...extent, path: 'd:\\two' }),
        state('p3', { ...extent, path: 'E:\\three' }),
      ],
    });
    expect(tier).toMatchObject({ counted: ['p1', 'p3'], capacityGib: 2000, usedGib: 1400 });
    expect(tier?.sharedVolumes).toEqual([
      { id: 'p2', name: 'Repository p2', reason: 'on the volume of Repository p1, counted there' },
    ]);
  });

  it('of object storage is its limit, and unknown without one', () => {
    const bucket = { type: 'AmazonS3', hostId: null, capacityGib: 0, freeGib: 0 };
    const [limited, endless] = capacities({
      states: [state('limited', bucket), state('endless', bucket)],
      definitions: [definition('limited', 4000), definition('endless', null)],
    });
    expect(limited).toMatchObject({ capacityGib: 4000, usedGib: 2500, writableGib: 1500 });
    expect(endless).toMatchObject({
      capacityGib: null,
      usedGib: 2500,
      writableGib: null,
      usableGib: null,
    });
  });

  it('of two repositories on one volume is that of the volume, once', () => {
    const onOne = { hostId: 'host', path: 'E:\\Backup' };
    const tiers = capacities({
      states: [state('a', onOne), state('b', { ...onOne, path: 'E:\\Second' }), state('c')],
    });
    expect(tiers.map(({ id, usedGib, members }) => [id, usedGib, members.length])).toEqual([
      ['a', 700, 2],
      ['c', 700, 1],
    ]);
    expect(tiers[0]?.sharedVolumes).toMatchObject([
      { id: 'b', reason: 'on the volume of Repository a, counted there' },
    ]);
  });

  it('leaves out what is offline or no longer listed and says so; with nothing left it is unknown', () => {
    const [offline, stale, outdated] = capacities({
      states: [
        state('a', { isOnline: false }),
        state('b'),
        state('c', { isOutOfDate: true, freeGib: 399.9 }),
      ],
      lastSeen: new Map([['b', new Date('2026-11-20T06:00:00Z')]]),
    });
    expect(offline).toMatchObject({ counted: [], capacityGib: null, writableGib: null });
    expect(offline?.leftOut[0]?.reason).toMatch(/offline/);
    expect(stale?.leftOut[0]?.reason).toBe('not listed since 2026-11-20');
    // Outdated components on its host say nothing against its figures.
    expect(outdated).toMatchObject({ counted: ['c'], leftOut: [] });
  });
});
