import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '../../src/domain/session.ts';
import { openRecoveryStore } from '../../src/store/recovery/recovery-store.ts';
import { useCollector } from './collector.ts';
import { plantedRestore, plantedResult } from './recovery-rows.ts';
import { instant, plantedTask } from './store-rows.ts';

const collector = useCollector();
let recovery: ReturnType<typeof openRecoveryStore>;
beforeAll(() => {
  recovery = openRecoveryStore(collector().databases.connections.analyst.metrics);
});
afterAll(() => recovery.close());

const evidence = () => recovery.evidence(collector().serverId, instant(0));
const key = () => recovery.evidenceKey(collector().serverId, instant(0));

async function keep(...rows: readonly Session[]): Promise<void> {
  await collector().store.keepSessions(collector().serverId, { rows, cursor: null });
}

async function otherServer(): Promise<number> {
  const { store, serverId } = collector();
  return (await store.registerServer(`other than ${serverId}`, 'https://other', '1.3-rev2')).id;
}

test('imported results are kept once for a machine and instant, the later word standing', async () => {
  const { serverId } = collector();
  const empty = await key();
  const kept = (...results: readonly ReturnType<typeof plantedResult>[]) =>
    recovery.keepSureBackup(new Map([[serverId, results]]));
  expect(await kept(plantedResult())).toEqual({ inserted: 1, changed: 0 });
  const first = await key();
  expect(await kept(plantedResult())).toEqual({ inserted: 0, changed: 0 });
  expect(await key()).toBe(first);
  const later = plantedResult({ script: 'failed' });
  expect(await kept(plantedResult(), later)).toEqual({ inserted: 0, changed: 1 });
  expect(new Set([empty, first, await key()]).size).toBe(3);
  const { proofs } = await evidence();
  expect(proofs.map(({ depth, verdict, source }) => [depth, verdict, source])).toEqual([
    ['boot', 'passed', 'imported'],
    ['ping', 'failed', 'imported'],
    ['script', 'failed', 'imported'],
    ['content-scan', 'skipped', 'imported'],
  ]);
  const [proof] = proofs;
  expect(proof).toMatchObject({ workload: 'vm-sql-01', at: instant(2), sessionId: null });
  const elsewhere = { workload: 'vm-2', testedAt: instant(1), contentScan: 'passed' } as const;
  expect(await kept(plantedResult(elsewhere), plantedResult({ testedAt: instant(1) }))).toEqual({
    ...{ inserted: 2, changed: 0 },
  });
  expect((await evidence()).proofs).toHaveLength(12);
});

test('imported results are those of the server, since an instant', async () => {
  const { serverId } = collector();
  const other = await otherServer();
  const told = [plantedResult(), plantedResult({ testedAt: instant(4) })];
  await recovery.keepSureBackup(new Map([[serverId, told]]));
  const theirs = [plantedResult({ workload: 'theirs', testedAt: instant(5) })];
  await recovery.keepSureBackup(new Map([[other, theirs]]));
  const { proofs } = await recovery.evidence(serverId, instant(4));
  expect(proofs.map(({ at }) => at)).toEqual([instant(4), instant(4), instant(4), instant(4)]);
});

test('imported results are written for all servers or for none', async () => {
  const { serverId } = collector();
  const results = new Map([
    [serverId, [plantedResult()]],
    [serverId + 1000, [plantedResult()]],
  ]);
  await expect(recovery.keepSureBackup(results)).rejects.toThrow();
  expect((await evidence()).proofs).toEqual([]);
});

test('scans prove the workloads of their tasks that ended, by what they found, of this server and since then', async () => {
  const { store, serverId } = collector();
  const other = await otherServer();
  const scan = (id: string, over: Partial<Session> = {}) =>
    plantedRestore(id, 'SureBackupContentScan', { createdAt: instant(2), ...over });
  await keep(scan('scan'), scan('old', { createdAt: instant(1) }));
  const found = (id: string, result: string | null, over: Parameters<typeof plantedTask>[1] = {}) =>
    plantedTask(id, {
      ...{ taskType: 'Antivirus', sessionId: 'scan', name: id, endedAt: instant(2, 3) },
      scan: result === null ? null : { type: 'Antivirus', result, antivirusName: null },
      ...over,
    });
  const rows = [
    found('clean', 'Clean'),
    found('infected', 'Infected'),
    found('odd', 'Suspicious'),
    found('untold', null),
    found('running', 'Clean', { endedAt: null }),
    found('no scan', 'Clean', { taskType: 'Backup' }),
    found('too old', 'Clean', { sessionId: 'old' }),
  ];
  await store.keepTasks(serverId, { rows, cursor: null });
  await store.keepTasks(other, { rows: [found('theirs', 'Clean')], cursor: null });
  await store.keepSessions(other, { rows: [scan('their scan')], cursor: null });
  const theirs = found('their own', 'Clean', { sessionId: 'their scan' });
  await store.keepTasks(other, { rows: [theirs], cursor: null });
  const { proofs } = await recovery.evidence(serverId, instant(2));
  const told = proofs.map(({ workload, verdict }) => [workload, verdict]);
  expect(told.toSorted()).toEqual([
    ['clean', 'passed'],
    ['infected', 'failed'],
    ['odd', 'inconclusive'],
    ['untold', 'inconclusive'],
  ]);
  expect(proofs[0]).toMatchObject({
    ...{ at: instant(2, 3), depth: 'content-scan', sessionId: 'scan', source: 'scan' },
  });
});

test('lab sessions without tasks count by their result alone, unless they were stopped', async () => {
  const { store, serverId } = collector();
  const other = await otherServer();
  const lab = (id: string, over: Partial<Session> = {}) =>
    plantedRestore(id, 'SureBackup', { createdAt: instant(2), ...over });
  await keep(
    lab('good'),
    lab('warned', { result: 'Warning', endedAt: instant(3) }),
    lab('bad', { result: 'Failed' }),
    lab('stopped', { isCanceled: true, endedAt: instant(9) }),
    lab('running', { endedAt: null }),
    lab('old', { createdAt: instant(1) }),
    lab('with tasks', { endedAt: instant(9) }),
    plantedRestore('no lab', 'RestoreVm', { createdAt: instant(2), endedAt: instant(9) }),
  );
  await store.keepSessions(other, { rows: [lab('theirs')], cursor: null });
  await store.keepTasks(serverId, {
    rows: [plantedTask('t', { sessionId: 'with tasks' })],
    cursor: null,
  });
  await store.keepTasks(other, {
    rows: [plantedTask('t', { sessionId: 'good' })],
    cursor: null,
  });
  const { labs } = await recovery.evidence(serverId, instant(2));
  expect(labs).toEqual({ passed: 2, failed: 1, lastAt: instant(3) });
  expect((await recovery.evidence(other, instant(5))).labs).toEqual({
    ...{ passed: 0, failed: 0, lastAt: null },
  });
});
