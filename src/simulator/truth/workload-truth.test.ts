import { expect, it } from 'vitest';
import { askEstate } from '../ask-estate.ts';
import { createEstate } from '../estate/create-estate.ts';
import { dayMs } from '../estate/zone-clock.ts';
import { tellTruth } from './tell-truth.ts';

const now = new Date('2026-11-22T12:00:00Z');

function estateOf(scenario: 'troubled' | 'ransomware' | 'healthy') {
  return createEstate({
    scenario,
    seed: 43,
    now,
    days: 40,
    jobs: 50,
    repositories: 24,
    sessions: null,
    failedShare: 0.05,
    warnedShare: 0.06,
    zone: 'Europe/Prague',
  });
}

type Row = Readonly<Record<string, unknown>>;

it.each(['troubled', 'ransomware'] as const)(
  'names for each workload of a %s estate the newest point one would find usable in the answers',
  (scenario) => {
    const estate = estateOf(scenario);
    const ask = askEstate(estate, { build: '1.3-rev2' });
    const points: Row[] = JSON.parse(ask('/api/v1/restorePoints?limit=90000').body).data;
    const newest = new Map<string, string>();
    for (const point of points) {
      const isDead = JSON.stringify(point['allowedOperations']) === '[]';
      const key = `${point['platformName']} ${String(point['name']).replace('-legacy', '')}`;
      if (isDead || point['malwareStatus'] === 'Infected' || newest.has(key)) continue;
      newest.set(key, String(point['id']));
    }
    const { workloads } = tellTruth(estate, '1.3-rev2', 'administrator');
    const told = workloads.filter(({ newestUsable }) => newestUsable !== null);
    expect(told.length).toBeGreaterThan(100);
    expect(
      new Map(told.map((row) => [`${row.platform} ${row.name}`, row.newestUsable?.restorePointId])),
    ).toEqual(newest);
  },
);

it('tells which machine a green job passes over: its newest point is as old as that', () => {
  const { workloads } = tellTruth(estateOf('troubled'), '1.3-rev2', 'administrator');
  const passedOver = workloads.filter(({ isProtectedByGreenJobOnly }) => isProtectedByGreenJobOnly);
  expect(passedOver.length).toBeGreaterThan(0);
  for (const { skippedSince, newestUsable, jobIds } of passedOver) {
    expect(jobIds.length).toBeGreaterThan(0);
    const sinceMs = Date.parse(skippedSince ?? '');
    expect(now.getTime() - sinceMs).toBeGreaterThan(3 * dayMs);
    expect(Date.parse(newestUsable?.at ?? '')).toBeLessThan(sinceMs);
  }
  const healthy = tellTruth(estateOf('healthy'), '1.3-rev2', 'administrator').workloads;
  expect(healthy.some(({ skippedSince }) => skippedSince !== null)).toBe(false);
});

it('lists copies beside the job they copy from, and renamed machines under both names', () => {
  const { workloads, jobs } = tellTruth(estateOf('troubled'), '1.3-rev2', 'administrator');
  const types = new Map(jobs.map(({ id, type }) => [id, type]));
  const copied = workloads.filter(({ jobIds }) =>
    jobIds.some((id) => types.get(id) === 'BackupCopy'),
  );
  expect(copied.length).toBeGreaterThan(3);
  expect(copied.every(({ jobIds }) => jobIds.length > 1)).toBe(true);
  expect(workloads.some(({ name, formerName }) => formerName === `${name}-legacy`)).toBe(true);
});

it('sums what is kept, and tells storage with its jumps and tiers', () => {
  const estate = estateOf('troubled');
  const { backups, repositories, scaleOutRepositories, workloads } = tellTruth(
    estate,
    '1.3-rev2',
    'administrator',
  );
  expect(workloads.reduce((sum, { points }) => sum + points, 0)).toBe(backups.restorePoints);
  expect(backups.dataBytes / backups.backupBytes).toBeGreaterThan(1.3);
  expect(backups.fullRestorePoints).toBeLessThan(backups.restorePoints / 2);
  expect(repositories.some(({ steps }) => steps.length > 0)).toBe(true);
  const shared = repositories.filter(({ sharesVolumeWithId }) => sharesVolumeWithId !== null);
  expect(shared.length).toBeGreaterThan(0);
  for (const { performance, freeGib, writableFreeGib } of scaleOutRepositories) {
    const isWhole = performance.every(({ status }) => status === 'Normal');
    expect(writableFreeGib === freeGib).toBe(isWhole);
  }
});
