import { expect, it } from 'vitest';
import { testEstate } from '../../ask-estate.ts';
import { advanceEstate } from '../advance.ts';
import { chanceFrom } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import { victimsOf } from '../malware/attack.ts';
import { results } from '../session-table.ts';
import { dayMs, hourMs } from '../zone-clock.ts';
import { drawFrom } from './heavy-tail.ts';
import { operationOf } from './operation-of.ts';

const large = testEstate({ jobs: 400, days: 91 });
const proofs = ['lab', 'content-scan', 'manual-scan', 'health-check'];

function restores({ operations }: Estate) {
  return operations.rows.filter(({ kind }) => !proofs.includes(kind.family));
}

it('plants restores of every family and proofs of every kind, some failed and some canceled', () => {
  const families = new Set(large.operations.rows.map(({ kind }) => kind.family));
  expect([...families].sort()).toEqual(
    ['full-machine', 'disk', 'file', 'application', 'instant', 'failover', ...proofs].sort(),
  );
  const all = restores(large);
  const share = (test: (row: (typeof all)[number]) => boolean) =>
    all.filter(test).length / all.length;
  expect(all.length).toBeGreaterThan(400);
  expect(
    share(({ result, isCanceled }) => result === results.failed && !isCanceled),
  ).toBeGreaterThan(0.02);
  expect(share(({ isCanceled }) => isCanceled)).toBeGreaterThan(0.005);
  expect(share(({ result }) => result === results.success)).toBeGreaterThan(0.7);
});

it('gives every operation one session that belongs to no run', () => {
  const { operations, sessions } = large;
  for (const [index, row] of operations.rows.entries()) {
    const session = itemAt(operations.sessionOf, index);
    expect(sessions.row(session)).toMatchObject({ run: -1, createdMs: row.createdMs });
    expect(operationOf(large, sessions.source(session))).toBe(row);
  }
});

it('names sessions of restores after the restored machine', () => {
  for (const { name, job, places } of restores(large)) {
    const { workloads } = itemAt(large.jobs, job);
    expect(name).toContain(itemAt(workloads, itemAt(places, 0)));
  }
});

it('takes longer for larger workloads and now and then far longer than usual', () => {
  const done = restores(large).filter(
    ({ kind, result }) => kind.family === 'full-machine' && result === results.success,
  );
  const sorted = done.map(({ endedMs, createdMs }) => endedMs - createdMs).sort((a, b) => a - b);
  const median = itemAt(sorted, Math.floor(sorted.length / 2));
  expect(itemAt(sorted, sorted.length - 1)).toBeGreaterThan(5 * median);
  const mean = (rows: typeof done) =>
    rows.reduce((sum, { endedMs, createdMs }) => sum + Math.log(endedMs - createdMs), 0) /
    rows.length;
  const bySize = [...done].sort((left, right) => left.bytes - right.bytes);
  const third = Math.floor(bySize.length / 3);
  expect(mean(bySize.slice(-third))).toBeGreaterThan(mean(bySize.slice(0, third)) + 0.5);
});

it('draws bulk and tail: the highest of a hundred exceed any bulk', () => {
  const chance = chanceFrom(1, 2);
  const mixture = { median: 10, spread: 0.3, tailShare: 0.05, tailIndex: 1.1, most: 1e9 };
  const draws = Array.from({ length: 4_000 }, () => drawFrom(chance, mixture)).sort(
    (a, b) => a - b,
  );
  expect(Math.abs(itemAt(draws, 2_000) - 10)).toBeLessThan(0.6);
  expect(itemAt(draws, 3_980)).toBeGreaterThan(40);
});

it('keeps instant recoveries working for days after their mount, and mounts none that failed', () => {
  const instant = restores(large).filter(({ kind }) => kind.family === 'instant');
  const mounted = instant.filter(({ mountedMs }) => mountedMs !== null);
  expect(mounted.some(({ endedMs, createdMs }) => endedMs - createdMs > 2 * dayMs)).toBe(true);
  for (const { createdMs, mountedMs, dismountMs, endedMs } of mounted) {
    const order = [createdMs, mountedMs ?? 0, dismountMs ?? 0, endedMs];
    expect([...order].sort((a, b) => a - b)).toEqual(order);
  }
  const failed = instant.filter(({ result }) => result === results.failed);
  expect(failed.length).toBeGreaterThan(0);
  expect(failed.every(({ mountedMs }) => mountedMs === null)).toBe(true);
});

it('restores machines as a whole after an attack reached them', () => {
  const attacked = testEstate({ scenario: 'ransomware' });
  const victims = victimsOf(attacked);
  const [restored] = attacked.operations.rows.filter(
    ({ kind, job, places, createdMs }) =>
      kind.sessionType === 'RestoreVm' &&
      victims.some((victim) => {
        const isSame = victim.job === job && victim.place === itemAt(places, 0);
        return isSame && createdMs >= victim.reachedMs + 8 * hourMs;
      }),
  );
  expect(restored).toBeDefined();
});

it('adds the same operations and incidents in one step as in many', () => {
  const once = testEstate({ days: 20 });
  const often = testEstate({ days: 20 });
  const before = once.operations.rows.length;
  advanceEstate(once, 24 * 14);
  for (let step = 0; step < 28; step += 1) advanceEstate(often, 12);
  const rows = ({ operations }: Estate) =>
    operations.rows.map(({ name, createdMs }) => `${createdMs} ${name}`).sort();
  expect(once.operations.rows.length).toBeGreaterThan(before + 10);
  expect(rows(often)).toEqual(rows(once));
  const numbers = ({ malware }: Estate) => malware.rows.map(({ number }) => number).sort();
  expect(numbers(often)).toEqual(numbers(once));
  expect(often.nowMs - once.startMs).toBe(34 * 24 * hourMs);
});
