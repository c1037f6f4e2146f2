import { expect, test } from 'vitest';
import { hoursBefore, riskFacts, workloadOf } from '../../../test/fixtures/risk-facts.ts';
import { blastRadii } from './blast-radius.ts';
import { indexOf } from './estate-index.ts';
import type { RiskFacts } from './risk-facts.ts';

const repository = (id: string, hostId: string, scaleOutRepositoryId: string | null = null) => ({
  ...{ id, name: `Repository ${id}`, type: 'LinuxLocal', hostId, hostName: `host ${hostId}` },
  ...{ isOnline: true, isOutOfDate: false, scaleOutRepositoryId, immutability: null },
  seenAt: hoursBefore(1),
});
const placed = (name: string, repositoryId: string, hours: number) => ({
  ...{ workloadId: `vSphere/${name}`, repositoryId, jobId: null, newestAt: hoursBefore(hours) },
});

const estate = riskFacts({
  workloads: ['dc1', 'sql2', 'web3'].map((name) => workloadOf(name, [])),
  repositories: [repository('a', 'h1'), repository('b', 'h1'), repository('c', 'h2')],
  placements: [
    ...[placed('dc1', 'a', 5), placed('sql2', 'a', 5), placed('sql2', 'b', 29)],
    ...[placed('web3', 'a', 53), placed('web3', 'c', 5)],
  ],
});
const gone = (facts: RiskFacts, kind: string, name: string) =>
  blastRadii(indexOf(facts)).find((one) => one.kind === kind && one.name === name);

test('a repository takes what lies nowhere else, and the newest of what must go back further', () => {
  expect(gone(estate, 'repository', 'Repository a')).toMatchObject({
    ...{ workloads: 3, losesNewest: 2, losesAll: 1, names: ['dc1'], byTier: { CRITICAL: 1 } },
    worstGapHours: 24,
  });
  expect(gone(estate, 'repository', 'Repository c')).toMatchObject({ losesNewest: 1, losesAll: 0 });
});

test('a host takes all its repositories along', () => {
  expect(gone(estate, 'host', 'host h1')).toMatchObject({
    ...{ workloads: 3, losesAll: 2, names: ['dc1', 'sql2'] },
  });
  expect(gone(estate, 'host', 'host h2')).toMatchObject({ workloads: 1, losesAll: 0 });
});

test('a proxy takes no point along, and says whether another can work', () => {
  const proxy = { name: 'p1', type: 'ViProxy', isDisabled: false, isOnline: true };
  const proxies = (others: number) =>
    Array.from({ length: 1 + others }, (_, place) => ({
      ...{
        ...proxy,
        id: `p${place}`,
        name: `p${place + 1}`,
        hostId: null,
        hostName: null,
        maxTasks: 4,
        isOutOfDate: null,
      },
    }));
  const says = (others: number) =>
    gone({ ...estate, proxies: proxies(others) }, 'proxy', 'p1')?.says ?? '';
  expect(says(0)).toContain('backups through it stop, no restore point is lost');
  expect(says(2)).toContain('2 of its type remain');
});

test('the server takes no point along, but the control over them', () => {
  expect(gone(estate, 'server', 'vbr-one')).toMatchObject({ losesAll: 0, losesNewest: 0 });
  expect(gone(estate, 'server', 'vbr-one')?.says).toContain('whose state is not visible');
});

test('a scale-out repository that is listed among the repositories, too, is told once', () => {
  const scaleOut = { id: 'b', name: 'Repository b', performance: ['a'], capacity: null };
  const radii = blastRadii(indexOf({ ...estate, scaleOuts: [scaleOut] }));
  const ids = radii.filter(({ kind }) => kind === 'repository').map(({ id }) => id);
  expect(ids.toSorted()).toEqual(['b', 'c']);
});
