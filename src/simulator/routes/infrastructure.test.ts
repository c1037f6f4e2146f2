import { expect, it } from 'vitest';
import type { Revision } from '../../domain/vbr-server.ts';
import { askEstate } from '../ask-estate.ts';
import { createEstate } from '../estate/create-estate.ts';
import { resolveOptions } from '../options.ts';

const now = new Date('2026-11-22T12:00:00Z');
const estate = createEstate(
  resolveOptions({
    seed: 31,
    now,
    size: 'S',
    days: 20,
    jobs: 40,
    repositories: 40,
    scaleOuts: 6,
    extents: 24,
  }).estate,
);

type Row = Readonly<Record<string, unknown>>;

const infrastructure = '/api/v1/backupInfrastructure';

function reader(revision: Revision) {
  const ask = askEstate(estate, { build: revision });
  return (path: string): Row[] => {
    const { status, json } = ask(`${infrastructure}/${path}`);
    if (status !== 200) throw new Error(`${path} was answered with ${status}`);
    return json.data;
  };
}

const rows = reader('1.3-rev2');
const old = reader('1.3-rev0');
const ids = (list: readonly Row[]) => list.map(({ id }) => String(id)).sort();
const states = rows('repositories/states?limit=100');

it('renames the appliances in rev2, which is also the first to tell their locks', () => {
  const types = (list: readonly Row[]) => new Set(list.map(({ type }) => type));
  expect(types(old('repositories?limit=100'))).toEqual(
    expect.objectContaining({ size: types(rows('repositories?limit=100')).size }),
  );
  for (const [before, since] of [
    ['DDBoost', 'DellDataDomain'],
    ['HPStoreOnceIntegration', 'HPEStoreOnce'],
    ['Quantum', 'QuantumDXi'],
  ]) {
    const [bare] = old(`repositories?typeFilter=${before}`);
    const [told] = rows(`repositories?typeFilter=${since}`);
    expect(bare?.['id']).toBe(told?.['id']);
    expect(bare).not.toHaveProperty('repository');
    expect(told).toHaveProperty('repository.maxTaskCount');
    if (before !== 'Quantum') expect(told).toHaveProperty('repository.immutability.isEnabled');
  }
});

it('tells each medium’s locks and limits where its model has them', () => {
  const all = rows('repositories?limit=100');
  const [hardened] = all.filter(({ type }) => type === 'LinuxHardened');
  expect(hardened).toHaveProperty('repository.makeRecentBackupsImmutableDays', expect.any(Number));
  const buckets = all.filter(({ bucket }) => bucket !== undefined);
  const modes = buckets.map((row) => JSON.stringify(row).match(/immutabilityMode":"(\w+)"/)?.[1]);
  expect(new Set(modes)).toEqual(new Set([undefined, 'RepositorySettings', 'RetentionSettings']));
  expect(all.some((row) => JSON.stringify(row).includes('"consumptionLimitKind":"TB"'))).toBe(true);
  expect(all.find(({ type }) => type === 'AzureBlob')).toHaveProperty('container.containerName');
  expect(all.find(({ type }) => type === 'Smb')).toHaveProperty('share.sharePath');
  expect(all.find(({ type }) => type === 'AmazonS3Glacier')).toHaveProperty(
    'bucket.immutabilityEnabled',
    true,
  );
});

it('filters states by every field that the documents name', () => {
  const of = (query: string) => ids(rows(`repositories/states?limit=100&${query}`));
  const where = (test: (row: Row) => boolean) => ids(states.filter(test));
  const [state] = states.filter(({ capacityGB }) => Number(capacityGB) > 0);
  const details = (row: Row): Row => Object(row['scaleOutRepositoryDetails']);
  const [member] = states.map(details).filter(({ membership }) => membership !== undefined);
  const cases: readonly (readonly [string, (row: Row) => boolean])[] = [
    [`idFilter=${state?.['id']}`, ({ id }) => id === state?.['id']],
    ['typeFilter=Smb&typeFilter=Nfs', ({ type }) => type === 'Smb' || type === 'Nfs'],
    [
      `capacityFilter=${state?.['capacityGB']}`,
      (row) => row['capacityGB'] === state?.['capacityGB'],
    ],
    [`freeSpaceFilter=${state?.['freeGB']}`, (row) => row['freeGB'] === state?.['freeGB']],
    [
      `usedSpaceFilter=${state?.['usedSpaceGB']}`,
      (row) => row['usedSpaceGB'] === state?.['usedSpaceGB'],
    ],
    ['isOnlineFilter=false', ({ isOnline }) => isOnline === false],
    ['isOutOfDateFilter=true', ({ isOutOfDate }) => isOutOfDate === true],
    [
      `sobrIdFilter=${member?.['scaleOutRepositoryId']}`,
      (row) => details(row)['scaleOutRepositoryId'] === member?.['scaleOutRepositoryId'],
    ],
    ['sobrExtentTypeFilter=Archive', (row) => details(row)['extentType'] === 'Archive'],
    [
      `sobrMembershipFilter=${member?.['membership']}`,
      (row) => details(row)['membership'] === member?.['membership'],
    ],
    ['excludeExtents=true', (row) => row['scaleOutRepositoryDetails'] === undefined],
    ['nameFilter=Extent*', ({ name }) => String(name).startsWith('Extent')],
  ];
  for (const [query, test] of cases) {
    expect(where(test).length, query).toBeGreaterThan(0);
    expect(of(query), query).toEqual(where(test));
  }
});

it('orders states by figures and status, and takes one type alone before rev2', () => {
  const free = rows('repositories/states?limit=100&orderColumn=FreeGB&orderAsc=false').map(
    ({ freeGB }) => Number(freeGB),
  );
  expect(free).toEqual(free.toSorted((left, right) => right - left));
  expect(rows('repositories/states?orderColumn=Status')[0]).toMatchObject({ isOnline: false });
  expect(() => old('repositories/states?orderColumn=Status')).toThrow('400');
  const first = old('repositories/states?typeFilter=Smb&typeFilter=Nfs');
  expect(new Set(first.map(({ type }) => type))).toEqual(new Set(['Smb']));
});

it('shows scale-out repositories by tier, each extent also among the states', () => {
  const scaleOuts = rows('scaleOutRepositories');
  expect(scaleOuts).toHaveLength(6);
  const known = new Set(ids(states));
  const text = JSON.stringify(scaleOuts);
  for (const status of ['Normal', 'Maintenance', 'Sealed', 'Evacuate'])
    expect(text).toContain(status);
  for (const { performanceTier } of scaleOuts) {
    const extents: Row[] = Object(performanceTier)['performanceExtents'];
    expect(extents.length).toBeGreaterThanOrEqual(2);
    expect(extents.every(({ id }) => known.has(String(id)))).toBe(true);
  }
  expect(scaleOuts.some((row) => Object(row['archiveTier'])['isEnabled'] === true)).toBe(true);
  expect(scaleOuts.some((row) => Object(row['capacityTier'])['copyPolicyEnabled'] === false)).toBe(
    true,
  );
  const [{ id } = { id: '' }] = scaleOuts;
  const one = askEstate(estate, { build: '1.3-rev2' })(
    `${infrastructure}/scaleOutRepositories/${id}`,
  );
  expect(JSON.parse(one.body)).toEqual(scaleOuts[0]);
});

it('lists proxies with states and limits apart, one of each kind of trouble', () => {
  const proxies = rows('proxies/states');
  expect(ids(rows('proxies'))).toEqual(ids(proxies));
  expect(rows('proxies')[0]).toHaveProperty('server.maxTaskCount', expect.any(Number));
  for (const filter of [
    'isDisabledFilter=true',
    'isOnlineFilter=false',
    'isOutOfDateFilter=true',
  ]) {
    expect(rows(`proxies/states?${filter}`), filter).toHaveLength(1);
  }
  expect(rows('proxies/states?typeFilter=HvProxy&typeFilter=ViProxy').length).toBeLessThan(
    proxies.length,
  );
  expect(() => old('proxies/states?typeFilter=PVE')).toThrow('400');
  expect(rows('proxies/states?typeFilter=PVE')).toEqual([]);
});

it('lists the servers behind repositories and proxies, nested hosts only when asked for', () => {
  const servers = rows('managedServers?limit=200');
  const known = new Set(ids(servers));
  expect(rows('proxies/states').every(({ hostId }) => known.has(String(hostId)))).toBe(true);
  const unavailable = rows('managedServers?serverStateFilter=Unavailable');
  expect(unavailable.length).toBe(2);
  const nested = rows('managedServers?limit=200&includeNestedHosts=true');
  expect(nested.length).toBeGreaterThan(servers.length);
  expect(rows('managedServers?viTypeFilter=ESXi&includeNestedHosts=true')).toHaveLength(
    nested.length - servers.length,
  );
  const windows = rows('managedServers?limit=200&typeFilter=WindowsHost');
  expect(ids(windows)).toEqual(ids(servers.filter(({ type }) => type === 'WindowsHost')));
});
