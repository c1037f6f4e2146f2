import { expect, it } from 'vitest';
import { plantedPoint } from '../../../test/database/store-rows.ts';
import {
  dailyServer,
  inMemoryPass,
  scriptedServer,
} from '../../../test/fixtures/in-memory-pass.ts';
import { createInMemoryRecoveryStore } from '../../../test/fixtures/in-memory-recovery-store.ts';
import { plantedRestore } from '../../../test/fixtures/planted-recovery.ts';
import type { RecoveryStore } from '../../ports/recovery-store.ts';
import { runPass } from '../run-pass.ts';

const dayMs = 86_400_000;
const gibibyte = 1024 ** 3;

/** A pass over machines with a point an hour old each, and what it asked its recovery store for. */
function recoveryPass(names: readonly string[], over: Partial<RecoveryStore> = {}) {
  const asked: string[] = [];
  const parts = inMemoryPass([scriptedServer('north', dailyServer())]);
  const asOf = parts.request.clock.now();
  const createdAt = new Date(asOf.getTime() - 3_600_000);
  for (const name of names) {
    const point = plantedPoint(`point of ${name}`, { name, createdAt, type: 'Full' });
    parts.estate.of(1).restorePoints.set(point.id, { ...point, goneAt: null });
  }
  const store = createInMemoryRecoveryStore({
    dueIds: async () => names.map((name) => `VMware/${name}`),
    pointFacts: async (_server, ids) =>
      new Map(ids.map((id) => [id, { sizeBytes: 100 * gibibyte, repositoryId: 'r-1' }])),
    ...over,
  });
  const recovery: RecoveryStore = {
    ...store,
    evidence: (...input) => {
      asked.push('evidence');
      return store.evidence(...input);
    },
    dueIds: (server, staleBefore) => {
      asked.push(staleBefore > parts.request.clock.now() ? 'all due' : 'older due');
      return store.dueIds(server, staleBefore);
    },
  };
  const found = (kind: 'workload' | 'estate') =>
    [...parts.estate.of(1).findings.values()].filter(
      ({ feature, subject }) => feature === 'recovery' && subject.kind === kind,
    );
  return { ...parts, request: { ...parts.request, recovery }, asked, found, asOf };
}

const evidence = (restores: Awaited<ReturnType<RecoveryStore['evidence']>>['restores']) => ({
  evidence: async () => ({
    restores,
    ...{ proofs: [], labs: { passed: 0, failed: 0, lastAt: null }, proxies: [], repositories: [] },
  }),
});

it('judges all by the restores there are: whole ones prove most, files less, failed and canceled ones nothing', async () => {
  const startedAt = new Date(Date.UTC(2026, 9, 1));
  const bad = { startedAt, usableAt: null };
  const restores = [
    ...[10, 20, 30, 40].map((minutes) => plantedRestore(minutes, minutes, { startedAt })),
    plantedRestore(50, 100, { startedAt, workload: 'WHOLE', sessionId: 'whole' }),
    plantedRestore(5, 1, { startedAt, workload: 'files', family: 'file' }),
    plantedRestore(5, 1, { ...bad, workload: 'failed', outcome: 'failed' }),
    plantedRestore(5, 1, { ...bad, workload: 'canceled', outcome: 'canceled' }),
    plantedRestore(5, 1, { startedAt, workload: 'mounted', family: 'instant', outcome: 'running' }),
  ];
  const names = ['whole', 'files', 'failed', 'canceled', 'mounted'];
  const { request, found, asked, asOf } = recoveryPass(names, evidence(restores));
  const report = await runPass(request);
  expect(report.exitCode).toBe(0);
  expect(report.servers[0]?.counts).toMatchObject({ 'recoveries-analysed': 5 });
  expect(asked).toEqual(['all due', 'evidence']);
  const proofs = found('workload').map(({ subject, measures }) => [
    subject.name,
    measures['ledger'],
  ]);
  expect(proofs).toMatchObject([
    ['whole', { state: 'proven', last: { depth: 'real-restore', sessionId: 'whole' } }],
    ['files', { state: 'proven', last: { depth: 'file-restore' } }],
    ['failed', { state: 'never-tested', last: null, lastFailure: null }],
    ['canceled', { state: 'never-tested', last: null }],
    ['mounted', { state: 'proven', last: { depth: 'real-restore' } }],
  ]);
  expect(found('workload')[0]).toMatchObject({
    ...{ status: 'scored', asOf },
    measures: {
      ...{ sizeBytes: 100 * gibibyte, repositoryId: 'r-1', isLeft: false },
      estimate: {
        expected: { n: 5, freedom: 4 },
        basis: '5 full-machine restores from all repositories together; size explains nothing',
      },
      rpo: { level: 'COMPLIANT', value: 1 },
    },
  });
  expect(found('estate')).toMatchObject([
    { status: 'scored', measures: { evidenceKey: expect.stringMatching(/^nothing /) } },
  ]);
});

it('reads nothing where neither evidence nor settings changed and no workload is due', async () => {
  let due = ['VMware/a', 'VMware/b'];
  const { request, asked, found, at, asOf } = recoveryPass(['a', 'b'], { dueIds: async () => due });
  await runPass(request);
  due = [];
  at(new Date(asOf.getTime() + 3_600_000));
  const second = await runPass(request);
  expect(second.servers[0]?.counts).toMatchObject({ 'recoveries-analysed': 0 });
  expect(asked).toEqual(['all due', 'evidence', 'older due']);
  due = ['VMware/b'];
  await runPass(request);
  expect(asked.slice(3)).toEqual(['older due', 'evidence']);
  const instants = found('workload').map((one) => [one.subject.name, +one.asOf - +asOf]);
  expect(instants).toEqual([
    ['a', 0],
    ['b', 3_600_000],
  ]);
});

it('judges all anew when a restore came or a setting changed', async () => {
  let key = 'first';
  const { request, asked, at, asOf } = recoveryPass(['a'], { evidenceKey: async () => key });
  await runPass(request);
  at(new Date(asOf.getTime() + dayMs / 2));
  await runPass(request);
  key = 'second';
  await runPass(request);
  const settings = { ...request.settings.recovery, testedWithinDays: 3 };
  await runPass({ ...request, settings: { ...request.settings, recovery: settings } });
  expect(asked.filter((each) => each !== 'evidence')).toEqual([
    ...['all due', 'older due', 'all due', 'all due'],
  ]);
});

it('leaves a failed finding of a workload that cannot be judged, and judges the others', async () => {
  const broken = new Proxy(plantedRestore(1, 1).startedAt, {
    get: () => {
      throw new TypeError('unforeseen');
    },
  });
  const base = evidence([]).evidence;
  const { request, found } = recoveryPass(['broken', 'sound'], {
    evidence: async () => ({
      ...(await base()),
      proofs: [
        {
          ...{ workload: 'broken', at: broken, depth: 'boot', verdict: 'passed' },
          ...{ sessionId: null, source: 'imported' },
        },
      ],
    }),
  });
  const report = await runPass(request);
  expect(report.exitCode).toBe(10);
  expect(report.servers[0]?.counts).toMatchObject({ 'findings-failed': 1 });
  expect(found('workload').map(({ subject, status }) => [subject.name, status])).toEqual([
    ['broken', 'failed'],
    ['sound', 'scored'],
  ]);
  expect(found('estate')).toMatchObject([{ status: 'scored' }]);
});
