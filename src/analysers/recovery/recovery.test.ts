import { expect, test } from 'vitest';
import { recoveryServer } from '../../../test/fixtures/planted-recovery.ts';
import type { Proof, RestoreRecord } from '../../domain/recovery-evidence.ts';
import { correlation } from '../../statistics/correlation.ts';
import { meanWaitOfQueue } from '../../statistics/erlang-c.ts';
import { predictedByMean } from '../../statistics/linear-prediction.ts';
import { randomNumbers } from '../../statistics/random-numbers.ts';
import { createTimeDraws } from './draw-times.ts';
import { familyDurations } from './family-durations.ts';
import { ledgerOf } from './ledger.ts';
import { restoreManyAtOnce } from './many-at-once.ts';
import { observedSharing } from './observed-sharing.ts';
import { levelOf, worstLevel } from './service-level.ts';
import { recoverySettings } from './settings.ts';
import { type QueuedRestore, simulateRun } from './simulate-restores.ts';
import { estimateTime, learnModels } from './time-model.ts';

const start = Date.UTC(2026, 0, 1);
const asOf = new Date(Date.UTC(2026, 6, 1));
const settings = recoverySettings.parse({});

function restored(minutes: number, given: Partial<RestoreRecord> = {}): RestoreRecord {
  const startedAt = given.startedAt ?? new Date(start);
  const endedAt = new Date(startedAt.getTime() + minutes * 60_000);
  return {
    sessionId: `session ${minutes}`,
    family: 'full-machine',
    workload: 'vm-1',
    startedAt,
    endedAt,
    outcome: 'done',
    usableAt: endedAt,
    sizeBytes: null,
    repositoryId: 'repository',
    repositoryName: 'Main',
    ...given,
  };
}

test('a restore point that a clock ahead of ours made is no less than 0 hours old', () => {
  const { findings } = recoveryServer(1, 'a', [{ name: 'vm-1', pointHoursAgo: -2 }], [], asOf);
  const machine = findings.find(({ subject }) => subject.name === 'vm-1');
  expect(machine?.measures).toMatchObject({ rpo: { level: 'COMPLIANT', value: 0 } });
});

test('an instant recovery counts to its mount, whatever its session lasts', () => {
  const mounted = [2, 3, 4, 5, 6].map((minutes) =>
    restored(9000, {
      family: 'instant',
      outcome: 'running',
      usableAt: new Date(start + minutes * 60_000),
    }),
  );
  const unmounted = restored(9000, { family: 'instant', usableAt: null });
  const found = familyDurations('instant', [...mounted, unmounted]);
  expect(found).toMatchObject({ completed: 5, timeUnknown: 1, shortest: 2, longest: 6 });
  expect(found.percentiles[0]?.minutes).toBe(4);
});

test('canceled and running ones are left out; failed ones are cut off, which moves percentiles up', () => {
  const times = [10, 20, 30, 40, 50].map((minutes) => restored(minutes));
  const failed = { outcome: 'failed', usableAt: null } as const;
  const others = [
    restored(1, { outcome: 'canceled', usableAt: null }),
    restored(1, { outcome: 'running', endedAt: null, usableAt: null }),
  ];
  const plain = familyDurations('full-machine', [...times, ...others]);
  expect(plain).toMatchObject({ completed: 5, canceled: 1, running: 1, failed: 0 });
  const four = Array.from({ length: 4 }, () => restored(25, failed));
  const cut = familyDurations('full-machine', [...times, ...four]);
  expect(plain.percentiles[0]?.minutes).toBe(30);
  expect(cut.percentiles[0]?.minutes).toBe(40);
  expect(cut.success?.share).toBeCloseTo(5 / 9);
});

test('under three there is not enough evidence, under five only a range, under 59 log-normal bounds', () => {
  const some = (count: number) =>
    familyDurations(
      'disk',
      Array.from({ length: count }, (_, turn) => restored(10 + turn)),
    );
  expect(some(2)).toMatchObject({ method: 'not-enough-evidence', percentiles: [] });
  expect(some(4)).toMatchObject({ method: 'range-only', shortest: 10, longest: 13 });
  expect(some(58).method).toBe('log-normal');
  const many = some(59);
  expect(many.method).toBe('order-statistics');
  expect(many.percentiles[2]?.high).toBe(68);
});

test('Hahn and Meeker: the bound of P95 of five log times is mean + 4.203 s', () => {
  const logs = [1, 2, 3, 4, 5];
  const found = familyDurations(
    'disk',
    logs.map((log) => restored(Math.exp(log))),
  );
  const high = found.percentiles[2]?.high ?? 0;
  expect((Math.log(high) - 3) / Math.sqrt(2.5)).toBeCloseTo(4.203, 2);
});

test('Gupta 1952: failed ones widen the log-normal bounds, for their restore would have taken longer', () => {
  const completed = [1.613, 1.644, 1.663, 1.732, 1.74, 1.763, 1.778];
  const failed = { outcome: 'failed', usableAt: null } as const;
  const found = familyDurations('disk', [
    ...completed.map((log) => restored(Math.exp(log))),
    ...[1, 2, 3].map(() => restored(Math.exp(1.778), failed)),
  ]);
  // Mean 1.742, deviation 0.079 by n; Hahn and Meeker, table A.12: 3.399 for seven values.
  const high = Math.log(found.percentiles[2]?.high ?? 0);
  expect(high).toBeCloseTo(1.742 + 3.399 * 0.079 * Math.sqrt(7 / 6), 2);
});

test('a workload that was never restored is judged by its size in its repository', () => {
  const gibibyte = 1024 ** 3;
  const sized = (size: number, turn: number) =>
    restored(size * (1 + 0.1 * (turn % 3)), { sizeBytes: size * gibibyte });
  const models = learnModels([10, 20, 40, 80, 160, 320, 30, 60, 90].map(sized));
  const found = estimateTime(models, 'full-machine', {
    repositoryId: 'repository',
    sizeBytes: 100 * gibibyte,
  });
  expect(Math.exp(found?.prediction.value ?? 0)).toBeGreaterThan(95);
  expect(Math.exp(found?.prediction.value ?? 0)).toBeLessThan(125);
  expect(found?.basis).toContain('repository "Main"');
  const elsewhere = estimateTime(models, 'full-machine', {
    repositoryId: 'other',
    sizeBytes: 1e15,
  });
  expect(elsewhere?.basis).toContain('all repositories');
  expect(elsewhere?.basis).toContain('far beyond');
  expect(estimateTime(models, 'failover', { repositoryId: null, sizeBytes: 1 })).toBeNull();
});

const proof = (daysAgo: number, given: Partial<Proof> = {}): Proof => ({
  workload: 'vm-1',
  at: new Date(asOf.getTime() - daysAgo * 86_400_000),
  depth: 'boot',
  verdict: 'passed',
  sessionId: 's',
  source: 'scan',
  ...given,
});

test('skipped and inconclusive are not tested; a failure after the last good test is told', () => {
  const skipped = proof(1, { verdict: 'skipped' });
  const never = ledgerOf([skipped, proof(2, { verdict: 'inconclusive' })], asOf, settings);
  expect(never).toMatchObject({ state: 'never-tested', strength: 0, tests: 0, notTested: 2 });
  expect(ledgerOf([proof(9), proof(2, { verdict: 'failed' })], asOf, settings).state).toBe(
    'failed',
  );
  expect(ledgerOf([proof(200)], asOf, settings).state).toBe('outdated');
});

test('a proof counts half after its half-life, and an old restore more than a fresh scan', () => {
  const found = ledgerOf(
    [proof(90, { depth: 'real-restore' }), proof(1, { depth: 'content-scan' })],
    asOf,
    settings,
  );
  expect(found.strength).toBeCloseTo(0.5, 10);
  expect(found.best?.depth).toBe('real-restore');
  expect(found.last?.depth).toBe('content-scan');
});

test('service levels: less than 20 % left is at risk, unknown is neither', () => {
  const level = (value: number | null) => levelOf(value, 100, 20, '').level;
  expect([80, 80.1, 100, 100.1, null].map(level)).toEqual([
    'COMPLIANT',
    'AT_RISK',
    'AT_RISK',
    'NON_COMPLIANT',
    'UNKNOWN',
  ]);
  expect(worstLevel(['COMPLIANT', 'UNKNOWN', 'AT_RISK'])).toBe('UNKNOWN');
});

const exponential = (mean: number) => (random: () => number) => -mean * Math.log(1 - random());

test('Erlang C: the mean wait of M/M/3 at 80 % load, simulated', () => {
  const random = randomNumbers(7);
  let arrivesAtMinutes = 0;
  const restores: QueuedRestore[] = Array.from({ length: 400_000 }, () => {
    arrivesAtMinutes += exponential(1 / 2.4)(random);
    return { repository: 0, arrivesAtMinutes, drawMinutes: exponential(1) };
  });
  const slots = { proxySlots: 3, repositorySlots: [Number.POSITIVE_INFINITY], sharingExponent: 0 };
  const { began } = simulateRun(restores, slots, random);
  const waits = restores.map((restore, place) => (began[place] ?? 0) - restore.arrivesAtMinutes);
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  expect(mean / meanWaitOfQueue(3, 2.4)).toBeGreaterThan(0.95);
  expect(mean / meanWaitOfQueue(3, 2.4)).toBeLessThan(1.05);
});

test('exact: ten alike restores of ten minutes on two slots take five waves', () => {
  const exactly = { model: 'any', value: Math.log(10), residual: 0, n: 5, lean: 0, freedom: 4 };
  const machine = { repository: 0, expected: exactly, rtoMinutes: 25 };
  const machines = Array.from({ length: 10 }, () => machine);
  const slots = { proxySlots: 8, repositorySlots: [2], sharingExponent: 0 };
  const found = restoreManyAtOnce(machines, slots, 20, 1);
  expect(found.allBackP50Minutes).toBeCloseTo(50, 9);
  expect(found.mostWithinRto).toBe(4);
  expect(found.withinRtoShare).toBeCloseTo(0.4, 10);
  const shared = restoreManyAtOnce(machines, { ...slots, sharingExponent: 1 }, 5, 1);
  expect(shared.allBackP50Minutes).toBeGreaterThan(80);
});

test('one machine alone takes as long as its prediction says, also with few restores', () => {
  const expected = predictedByMean([1, 2, 3, 4, 5].map((log) => log / 5));
  const machine = { repository: 0, expected: { ...expected, model: 'm' }, rtoMinutes: 60 };
  const slots = { proxySlots: 1, repositorySlots: [1], sharingExponent: 0 };
  const found = restoreManyAtOnce([machine], slots, 40_000, 3);
  const ahead = (minutes: number) => (Math.log(minutes) - expected.value) / expected.residual;
  // Hahn and Meeker 1991, table A.14: 2.335 with five values; normal deviations would give 1.80.
  expect(Math.abs(ahead(found.allBackP95Minutes) - 2.335)).toBeLessThan(0.06);
  expect(Math.abs(ahead(found.allBackP50Minutes))).toBeLessThan(0.03);
});

test('machines of one model err together, by what its few restores leave open, and those of two models do not', () => {
  const of = (model: string, lean: number) => ({
    ...{ model, value: 0, residual: 1, n: 4, lean, freedom: 60 },
  });
  const together = (one: ReturnType<typeof of>, other: ReturnType<typeof of>) => {
    const draw = createTimeDraws([one, other], randomNumbers(11));
    const pairs = Array.from({ length: 20_000 }, () => [...draw()].map(Math.log));
    return correlation(
      pairs.map(([first = 0]) => first),
      pairs.map(([, second = 0]) => second),
    );
  };
  // Of two observations: (1/n + lean·lean′) over √(1 + 1/n + lean²)√(1 + 1/n + lean′²).
  expect(Math.abs((together(of('a', 0), of('a', 0)) ?? 0) - 0.25 / 1.25)).toBeLessThan(0.03);
  expect(Math.abs((together(of('a', 1), of('a', 1)) ?? 0) - 1.25 / 2.25)).toBeLessThan(0.03);
  expect(Math.abs((together(of('a', 1), of('a', -1)) ?? 0) + 0.75 / 2.25)).toBeLessThan(0.03);
  expect(Math.abs(together(of('a', 0), of('b', 0)) ?? 1)).toBeLessThan(0.03);
});

test('sharing is not observed without overlaps, and found where it was planted', () => {
  const apart = Array.from({ length: 30 }, (_, turn) =>
    restored(10 + (turn % 5), { startedAt: new Date(start + turn * 86_400_000) }),
  );
  expect(observedSharing(apart, learnModels(apart))).toEqual({ exponent: null, overlaps: 0 });
  const together = Array.from({ length: 40 }, (_, turn) => {
    const day = new Date(start + (40 + turn) * 86_400_000);
    return [restored(10, { startedAt: day }), restored(20, { startedAt: new Date(+day + 60_000) })];
  }).flat();
  const found = observedSharing(together, learnModels(together));
  expect(found.overlaps).toBe(40);
  expect(found.exponent).toBeCloseTo(1, 6);
});
