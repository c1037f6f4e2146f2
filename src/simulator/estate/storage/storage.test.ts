import { expect, it } from 'vitest';
import type { Scenario } from '../behaviour.ts';
import { createIdentifiers } from '../identifiers.ts';
import { dayMs, hourMs } from '../zone-clock.ts';
import { levelAt } from './capacity-course.ts';
import { createStorage } from './create-storage.ts';
import { traitsOf } from './shapes.ts';
import type { SimulatedRepository } from './simulated-repository.ts';
import { usageAt } from './usage.ts';

const nowMs = Date.parse('2026-11-22T12:00:00Z');
const startMs = nowMs - 91 * dayMs;

function storageOf(
  repositories: number,
  scaleOutPlan: { readonly scaleOuts: number; readonly extents: number } | null = null,
  scenario: Scenario = 'troubled',
) {
  const identifiers = createIdentifiers(5);
  return createStorage({
    repositories,
    scaleOutPlan,
    scenario,
    seed: 5,
    identifiers,
    startMs,
    nowMs,
  });
}

function withShape(repositories: readonly SimulatedRepository[], shape: string) {
  const found = repositories.filter((one) => one.shape === shape);
  expect(found.length).toBeGreaterThan(0);
  return found;
}

const usedIn = (repository: SimulatedRepository, atMs: number): number => {
  const { capacityGib, freeGib } = usageAt(repository, atMs);
  return capacityGib - freeGib;
};

it('leaves room in every repository that is not planted to fill, in an extent more', () => {
  const { repositories } = storageOf(100);
  const shares = repositories.flatMap((one) => {
    const { capacityGib } = usageAt(one, nowMs);
    const isPlanted = one.index % 7 === 1;
    const most = one.scaleOut === null ? 0.8 : 0.6;
    return capacityGib === 0 || isPlanted ? [] : [usedIn(one, nowMs) / capacityGib / most];
  });
  expect(shares.length).toBeGreaterThan(40);
  expect(Math.max(...shares)).toBeLessThanOrEqual(1.0001);
  expect(shares.filter((share) => share > 0.9999).length).toBeGreaterThan(1);
});

it('holds so many scale-out repositories and extents as planned, each with at least two performance extents', () => {
  for (const [repositories, scaleOuts, extents] of [
    [12, 2, 6],
    [40, 6, 24],
    [100, 15, 80],
  ] as const) {
    const storage = storageOf(repositories, { scaleOuts, extents });
    expect(storage.repositories).toHaveLength(repositories);
    expect(storage.scaleOuts).toHaveLength(scaleOuts);
    expect(storage.repositories.filter(({ scaleOut }) => scaleOut !== null)).toHaveLength(extents);
    for (const { id } of storage.scaleOuts) {
      const members = storage.repositories.filter(({ scaleOut }) => scaleOut?.id === id);
      const tiers = members.map(({ extentType }) => extentType);
      expect(tiers.filter((tier) => tier === 'Performance').length).toBeGreaterThanOrEqual(2);
      expect(tiers).toContain('Capacity');
    }
  }
  const { repositories } = storageOf(40, { scaleOuts: 6, extents: 24 });
  expect(repositories.some(({ extentType }) => extentType === 'Archive')).toBe(true);
});

it('keeps some extents out of use in a troubled estate, never the first, and none in a healthy one', () => {
  const plan = { scaleOuts: 6, extents: 24 };
  const { repositories } = storageOf(40, plan);
  const statuses = new Set(repositories.map(({ extentStatus }) => extentStatus));
  expect(statuses).toEqual(new Set(['Normal', 'Maintenance', 'Sealed', 'Evacuate']));
  for (const extent of repositories.filter(({ extentStatus }) => extentStatus === 'Evacuate')) {
    expect(usedIn(extent, nowMs)).toBeLessThan(usedIn(extent, nowMs - 8 * dayMs));
  }
  const healthy = storageOf(40, plan, 'healthy').repositories;
  expect(healthy.every(({ extentStatus }) => extentStatus === 'Normal')).toBe(true);
});

it('shows the same capacity and free space for two repositories on one volume', () => {
  const { repositories } = storageOf(12);
  for (const second of withShape(repositories, 'same-volume')) {
    const main = repositories[second.sharesVolumeWith ?? -1];
    expect(main?.shape).toBe('windows');
    expect(second.hostId).toBe(main?.hostId);
    expect(second.path.slice(0, 3)).toBe(main?.path.slice(0, 3));
    for (const atMs of [startMs, nowMs - 30 * dayMs, nowMs]) {
      const { capacityGib, freeGib } = usageAt(second, atMs);
      expect(main && usageAt(main, atMs)).toMatchObject({ capacityGib, freeGib });
    }
  }
});

it('shows object storage without figures, cloned volumes beyond themselves and an offline one as it was', () => {
  const { repositories } = storageOf(24);
  for (const bucket of repositories.filter(({ shape }) => traitsOf(shape).medium === 'bucket')) {
    expect(usageAt(bucket, nowMs)).toMatchObject({ capacityGib: 0, freeGib: 0 });
    expect(usageAt(bucket, nowMs).reportedUsedGib).toBeGreaterThan(0);
  }
  for (const cloned of withShape(repositories, 'cloned')) {
    const { reportedUsedGib } = usageAt(cloned, nowMs);
    expect(reportedUsedGib).toBeGreaterThan(usedIn(cloned, nowMs) * 2);
  }
  const [offline] = withShape(repositories, 'offline');
  const figures = (atMs: number) => offline && usageAt(offline, atMs);
  expect(figures(nowMs)).toMatchObject({ isOnline: false });
  expect(figures(nowMs + 20 * dayMs)).toEqual(figures(nowMs));
  expect(figures(nowMs - 10 * dayMs)).toMatchObject({ isOnline: true });
});

it('jumps at the instants it tells, up for new data, down for a deletion, and grows when it is extended', () => {
  const { repositories } = storageOf(48);
  const kinds = new Set<string>();
  for (const { course } of repositories) {
    for (const step of course.steps.filter(({ atMs }) => atMs < nowMs)) {
      const before = levelAt(course, step.atMs - 1000);
      const after = levelAt(course, step.atMs + 1000);
      const isFull =
        after.usedGib > after.capacityGib * 0.99 || before.usedGib > before.capacityGib * 0.99;
      if (isFull && course.capacityGib > 0) continue;
      kinds.add(step.kind);
      expect(after.usedGib - before.usedGib).toBeCloseTo(step.usedGib, 0);
      expect(after.capacityGib - before.capacityGib).toBe(step.capacityGib);
    }
  }
  expect(kinds).toEqual(new Set(['new-job', 'new-full', 'deletion', 'extension']));
});

it('swells over the weekend and shrinks until Friday around its growth', () => {
  const { repositories } = storageOf(12, null, 'healthy');
  const course = repositories.find(({ course: one }) => one.weeklyGib > 20)?.course;
  const flat = course && { ...course, grownGib: new Float32Array(0), steps: [] };
  const weekly = course?.weeklyGib ?? Number.NaN;
  const at = (text: string) => (flat ? levelAt(flat, Date.parse(text)).usedGib : Number.NaN);
  expect(at('2026-11-15T23:00:00Z')).toBeGreaterThan(at('2026-11-13T23:00:00Z') + weekly * 0.2);
  expect(at('2026-11-18T12:00:00Z')).toBeLessThan(at('2026-11-15T23:00:00Z') - weekly * 0.2);
});

it('brings some repositories of a troubled estate near their end and lets days differ widely', () => {
  const { repositories } = storageOf(40, { scaleOuts: 6, extents: 24 });
  const shares = repositories
    .filter(({ course, offlineSinceMs }) => course.capacityGib > 0 && offlineSinceMs === null)
    .map((one) => usedIn(one, nowMs) / usageAt(one, nowMs).capacityGib);
  expect(shares.filter((share) => share > 0.87).length).toBeGreaterThan(0);
  expect(shares.filter((share) => share < 0.75).length).toBeGreaterThan(10);
  const steady = repositories.find(({ course }) => course.growthGibPerDay > 10)?.course;
  const grown = [...(steady?.grownGib ?? [])];
  const days = grown.map((sum, day) => sum - (grown[day - 1] ?? 0));
  const median = days.toSorted((left, right) => left - right)[Math.floor(days.length / 2)] ?? 0;
  expect(Math.max(...days)).toBeGreaterThan(4 * median);
  expect(days.filter((growth) => growth < 0).length).toBeGreaterThan(5);
});

it('depends on the instant alone: the same figures whenever they are asked for', () => {
  const once = storageOf(24).repositories.map((one) => usageAt(one, nowMs - 3 * hourMs));
  const { repositories } = storageOf(24);
  for (const repository of repositories) usageAt(repository, nowMs + 100 * dayMs);
  expect(repositories.map((one) => usageAt(one, nowMs - 3 * hourMs))).toEqual(once);
});
