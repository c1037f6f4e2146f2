import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Feature } from '../../src/domain/finding.ts';
import type { Proxy as BackupProxy } from '../../src/domain/infrastructure.ts';
import type { Session } from '../../src/domain/session.ts';
import {
  restoreFamilies,
  sessionTypesRead,
  typesOfFamily,
} from '../../src/domain/session-families.ts';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { openRecoveryStore } from '../../src/store/recovery/recovery-store.ts';
import { useCollector } from './collector.ts';
import { plantedMount, plantedRestore, plantedResult, watchFrom } from './recovery-rows.ts';
import {
  instant,
  plantedBackup,
  plantedFinding,
  plantedPoint,
  plantedRepository,
  plantedTask,
} from './store-rows.ts';

const collector = useCollector();
let recovery: ReturnType<typeof openRecoveryStore>;
let analysis: ReturnType<typeof openAnalysisStore>;
beforeAll(() => {
  const { analyst } = collector().databases.connections;
  recovery = openRecoveryStore(analyst.metrics);
  analysis = openAnalysisStore(analyst.metrics);
});
afterAll(async () => {
  await Promise.all([recovery.close(), analysis.close()]);
});

const evidence = () => recovery.evidence(collector().serverId, instant(0));
const key = () => recovery.evidenceKey(collector().serverId, instant(0));

async function keep(...rows: readonly Session[]): Promise<void> {
  await collector().store.keepSessions(collector().serverId, { rows, cursor: null });
}

/** Another server, whose rows may have the very ids of the first one's. */
async function otherServer(): Promise<number> {
  const { store, serverId } = collector();
  return (await store.registerServer(`other than ${serverId}`, 'https://other', '1.3-rev2')).id;
}

test('the view of recovery sessions knows every restore and verification, and nothing else', async () => {
  const { rows, serverId } = collector();
  const types = [...new Set([...sessionTypesRead('1.3-rev0'), ...sessionTypesRead('1.3-rev2')])];
  await keep(...types.map((type, place) => plantedRestore(`s-${place}`, type)));
  const seen = await rows<{ session_type: string }>(
    'SELECT session_type FROM recovery_session WHERE vbr_server_id = $1',
    serverId,
  );
  const restores = restoreFamilies.flatMap(typesOfFamily).filter((type) => types.includes(type));
  expect(seen.map(({ session_type: type }) => type).toSorted()).toEqual(
    [...restores, 'SureBackup', 'SureBackupContentScan'].toSorted(),
  );
});

describe('restores', () => {
  test('take the size and place of the newest point before them, and not of one made later', async () => {
    const { store, serverId } = collector();
    await store.keepListed(serverId, 'backups', [plantedBackup('b-1')], true, instant(0));
    const points = [
      plantedPoint('p-1', { createdAt: instant(1), originalBytes: 10 }),
      plantedPoint('p-2', { createdAt: instant(2), originalBytes: 20 }),
      plantedPoint('p-4', { createdAt: instant(4), originalBytes: 40 }),
    ];
    await store.keepRestorePoints(serverId, { rows: points, cursor: null });
    await keep(plantedRestore('r', 'RestoreVm', { createdAt: instant(3) }));
    const { restores } = await evidence();
    expect(restores).toMatchObject([
      {
        ...{ sessionId: 'r', family: 'full-machine', workload: 'vm-sql-01', outcome: 'done' },
        ...{ sizeBytes: 20, usableAt: new Date(instant(3).getTime() + 600_000) },
        repositoryId: plantedBackup('b-1').repositoryId,
      },
    ]);
  });

  test('are called after their task or mount, not after their session, and take the points of that name', async () => {
    const { store, serverId } = collector();
    await keep(
      plantedRestore('by task', 'RestoreVm', { name: 'Restore of two', createdAt: instant(3) }),
      plantedRestore('by mount', 'InstantRecovery', { name: 'Publishing', createdAt: instant(4) }),
      plantedRestore('by name', 'RestoreVm', { name: 'vm-3', createdAt: instant(5) }),
    );
    const rows = [
      plantedTask('t-2', { taskType: 'Restore', sessionId: 'by task', name: 'vm-9' }),
      plantedTask('t-1', { taskType: 'Restore', sessionId: 'by task', name: 'vm-1' }),
      plantedTask('t-0', { taskType: 'Backup', sessionId: 'by task', name: 'vm-8' }),
    ];
    await store.keepTasks(serverId, { rows, cursor: null });
    await store.keepMounts(
      serverId,
      [plantedMount('by mount', { workloadName: 'vm-2' })],
      instant(4),
    );
    const points = [1, 2, 3, 8, 9].map((number) =>
      plantedPoint(`p-${number}`, { name: `vm-${number}`, originalBytes: number }),
    );
    await store.keepRestorePoints(serverId, { rows: points, cursor: null });
    const { restores } = await evidence();
    expect(restores.map(({ workload, sizeBytes }) => [workload, sizeBytes])).toEqual([
      ['vm-1', 1],
      ['vm-2', 2],
      ['vm-3', 3],
    ]);
  });

  test('take a point of their very instant, and the first of several mounts', async () => {
    const { store, serverId } = collector();
    await keep(plantedRestore('r', 'InstantRecovery', { createdAt: instant(2), endedAt: null }));
    const point = plantedPoint('p', { createdAt: instant(2), originalBytes: 6 });
    await store.keepRestorePoints(serverId, { rows: [point], cursor: null });
    const first = plantedMount('r');
    await watchFrom(collector(), instant(1));
    await store.keepMounts(serverId, [first], instant(2, 1));
    await store.keepMounts(serverId, [first, plantedMount('r', { id: 'again' })], instant(2, 2));
    const { restores } = await evidence();
    expect(restores).toMatchObject([{ sizeBytes: 6, usableAt: instant(2, 1) }]);
  });

  test('are those since an instant, the oldest first, and nothing of another server belongs to them', async () => {
    const { store, serverId } = collector();
    const other = await otherServer();
    await keep(
      plantedRestore('new', 'InstantRecovery', { createdAt: instant(3) }),
      plantedRestore('mid', 'RestoreVm', { createdAt: instant(2) }),
      plantedRestore('old', 'RestoreVm', { createdAt: instant(1) }),
    );
    const task = plantedTask('t', { taskType: 'Restore', sessionId: 'mid', name: 'elsewhere' });
    const point = plantedPoint('p', { createdAt: instant(1), originalBytes: 7 });
    const theirs = { rows: [plantedRestore('theirs', 'RestoreVm', { createdAt: instant(2) })] };
    await store.keepSessions(other, { ...theirs, cursor: null });
    await store.keepListed(other, 'backups', [plantedBackup('b-1')], true, instant(0));
    await store.keepTasks(other, { rows: [task], cursor: null });
    await store.keepRestorePoints(other, { rows: [point], cursor: null });
    await store.keepMounts(other, [plantedMount('new')], instant(3));
    const nothing = { workload: 'vm-sql-01', sizeBytes: null, repositoryId: null };
    const { restores } = await recovery.evidence(serverId, instant(2));
    expect(restores).toMatchObject([
      { sessionId: 'mid', ...nothing },
      { sessionId: 'new', usableAt: null, ...nothing },
    ]);
    expect(restores).toHaveLength(2);
    const mine = plantedPoint('mine', { createdAt: instant(1), originalBytes: 8 });
    await store.keepRestorePoints(serverId, { rows: [mine], cursor: null });
    const again = await recovery.evidence(serverId, instant(2));
    expect(again.restores[0]).toMatchObject({ sizeBytes: 8, repositoryId: null });
  });

  test('count as canceled or failed by how they ended, and have no usable instant then', async () => {
    await keep(
      plantedRestore('canceled', 'RestoreVm', { isCanceled: true }),
      plantedRestore('failed', 'RestoreVm', { result: 'Failed' }),
      plantedRestore('running', 'RestoreVm', { endedAt: null, result: 'None' }),
      plantedRestore('unknown', 'RestoreVm', { result: 'None' }),
      plantedRestore('warned', 'RestoreVm', { result: 'Warning' }),
    );
    const { restores } = await evidence();
    expect(restores.map(({ sessionId, outcome }) => [sessionId, outcome])).toEqual([
      ['canceled', 'canceled'],
      ['failed', 'failed'],
      ['running', 'running'],
      ['unknown', 'canceled'],
      ['warned', 'done'],
    ]);
    expect(restores.filter(({ usableAt }) => usableAt !== null)).toHaveLength(1);
  });

  test('of the instant kind that failed have no usable instant, whatever mount was seen, and a failed task is no mount', async () => {
    const { store, serverId } = collector();
    await keep(
      plantedRestore('failed', 'InstantRecovery', { result: 'Failed', endedAt: instant(1) }),
      plantedRestore('stopped', 'InstantRecovery', { isCanceled: true, createdAt: instant(0, 1) }),
      plantedRestore('not mounted', 'InstantRecovery', { endedAt: null, createdAt: instant(0, 2) }),
      plantedRestore('by a second', 'InstantRecovery', {
        endedAt: instant(1),
        createdAt: instant(0, 3),
      }),
    );
    const bad = plantedTask('t', { taskType: 'Restore', sessionId: 'not mounted' });
    const late = plantedTask('u', {
      ...{ taskType: 'Restore', sessionId: 'by a second', result: 'Success' },
      endedAt: new Date(instant(1).getTime() - 59_000),
    });
    await store.keepTasks(serverId, { rows: [bad, late], cursor: null });
    const mounts = [
      plantedMount('failed'),
      plantedMount('stopped'),
      plantedMount('not mounted', { state: 'Mounting' }),
    ];
    await store.keepMounts(serverId, mounts, instant(0, 4));
    const { restores } = await evidence();
    expect(restores.map(({ usableAt }) => usableAt)).toEqual([null, null, null, null]);
  });
});

test('the key changes with every restore, its end and its mount, and with nothing else', async () => {
  const { store, serverId } = collector();
  const keys = [await key()];
  const { endedAt } = plantedRestore('first', 'RestoreVm');
  const steps = [
    () => keep(plantedRestore('first', 'RestoreVm', { endedAt: null, result: 'None' })),
    () => keep(plantedRestore('first', 'RestoreVm', { endedAt })),
    () => keep(plantedRestore('second', 'RestoreVm', { endedAt })),
    () => keep(plantedRestore('first', 'RestoreVm', { endedAt: instant(3) })),
    () =>
      keep(plantedRestore('third', 'RestoreVm', { createdAt: instant(1), endedAt: instant(2) })),
    // One that began before the newest, and ends before the last.
    () => keep(plantedRestore('fourth', 'RestoreVm', { endedAt: null, result: 'None' })),
    () => keep(plantedRestore('fourth', 'RestoreVm', { endedAt })),
    () => store.keepMounts(serverId, [plantedMount('first')], instant(0, 4)),
    () =>
      store.keepMounts(serverId, [plantedMount('first'), plantedMount('second')], instant(0, 4)),
  ];
  for (const step of steps) {
    await step();
    keys.push(await key());
  }
  expect(new Set(keys).size).toBe(steps.length + 1);

  const other = await otherServer();
  const theirs = plantedRestore('theirs', 'RestoreVm', { endedAt: instant(5) });
  await store.keepSessions(other, { rows: [theirs], cursor: null });
  await store.keepMounts(other, [plantedMount('theirs')], instant(5));
  await recovery.keepSureBackup(new Map([[other, [plantedResult()]]]));
  await keep(plantedRestore('no restore', 'BackupJob', { endedAt: instant(6) }));
  await store.keepMounts(serverId, [plantedMount('third', { state: 'Mounting' })], instant(7));
  expect(await key()).toBe(keys.at(-1));
  const laterOnly = await recovery.evidenceKey(serverId, instant(1));
  await keep(plantedRestore('before', 'RestoreVm', { createdAt: instant(0, 1) }));
  expect(await recovery.evidenceKey(serverId, instant(1))).toBe(laterOnly);
});

test('the key changes when one restore leaves the window and another one comes', async () => {
  const { serverId } = collector();
  await keep(
    plantedRestore('leaves', 'RestoreVm'),
    plantedRestore('long', 'RestoreVm', { createdAt: instant(1), endedAt: instant(9) }),
  );
  const before = await key();
  await keep(plantedRestore('comes', 'RestoreVm', { createdAt: instant(2), endedAt: instant(3) }));
  expect(await recovery.evidenceKey(serverId, instant(0, 12))).not.toBe(before);
});

test('slots are those of listed proxies that work, and of repositories, of this server alone', async () => {
  const { store, serverId } = collector();
  const proxy = (id: string, over: Partial<BackupProxy> = {}): BackupProxy => ({
    ...{ id, name: `Proxy ${id}`, type: 'ViProxy', hostId: null, hostName: null },
    ...{ isDisabled: false, isOnline: true, isOutOfDate: null, maxTasks: 4 },
    ...over,
  });
  const first = [proxy('gone'), proxy('b', { maxTasks: null, isDisabled: null, isOnline: null })];
  await store.keepListed(serverId, 'proxies', first, true, instant(0));
  const now = [first[1] ?? proxy('b'), proxy('a'), proxy('off', { isDisabled: true })];
  const listed = [...now, proxy('away', { isOnline: false })];
  await store.keepListed(serverId, 'proxies', listed, true, instant(1));
  await store.keepRepositories(serverId, [plantedRepository('2', { maxTasks: 3 })], instant(0));
  await store.keepRepositories(serverId, [plantedRepository('1')], instant(0));
  const other = await otherServer();
  await store.keepListed(other, 'proxies', [proxy('theirs')], true, instant(0));
  await store.keepRepositories(other, [plantedRepository('theirs')], instant(0));
  expect(await evidence()).toMatchObject({
    proxies: [
      { id: 'a', name: 'Proxy a', slots: 4 },
      { id: 'b', slots: null },
    ],
    repositories: [
      { id: '1', name: 'Repository 1', slots: null },
      { id: '2', slots: 3 },
    ],
  });
  const { proxies, repositories } = await evidence();
  expect([proxies.length, repositories.length]).toEqual([2, 2]);
});

test('facts of points are found by their ids, with the repository where it is known, of this server alone', async () => {
  const { store, serverId } = collector();
  const other = await otherServer();
  await store.keepListed(serverId, 'backups', [plantedBackup('b-1')], true, instant(0));
  await store.keepListed(other, 'backups', [plantedBackup('b-2')], true, instant(0));
  const rows = [
    plantedPoint('p-1', { originalBytes: 11 }),
    plantedPoint('p-2', { originalBytes: 12, backupId: 'b-2' }),
    plantedPoint('p-3', { originalBytes: 13 }),
  ];
  await store.keepRestorePoints(serverId, { rows, cursor: null });
  const theirs = [plantedPoint('theirs'), plantedPoint('p-1', { originalBytes: 99 })];
  await store.keepRestorePoints(other, { rows: theirs, cursor: null });
  const { repositoryId } = plantedBackup('b-1');
  const facts = await recovery.pointFacts(serverId, ['p-1', 'p-2', 'theirs', 'none']);
  expect([...facts].toSorted()).toEqual([
    ['p-1', { sizeBytes: 11, repositoryId }],
    ['p-2', { sizeBytes: 12, repositoryId: null }],
  ]);
});

test('a workload is due until it was judged after its protection, and forgotten with it', async () => {
  const { serverId } = collector();
  const other = await otherServer();
  const passId = '00000000-0000-4000-8000-000000000001';
  const finding = (feature: Feature, asOf: Date, id = 'VMware/vm', on = serverId) =>
    analysis.keepFindings(on, passId, [
      {
        ...{ ...plantedFinding(id, 90), feature, asOf },
        subject: { kind: 'workload', id, name: id },
      },
    ]);
  const due = async () => (await recovery.dueIds(serverId, instant(0))).toSorted();
  await finding('protection', instant(2));
  await finding('protection', instant(2), 'VMware/theirs', other);
  const estate = { kind: 'estate', id: 'an estate', name: 'an estate' } as const;
  await analysis.keepFindings(serverId, passId, [
    { ...plantedFinding('e', 90), feature: 'protection', subject: estate, asOf: instant(2) },
  ]);
  expect(await due()).toEqual(['VMware/vm']);
  // Neither another server's recovery nor another workload's nor another feature's makes it judged.
  await finding('recovery', instant(3), 'VMware/vm', other);
  await finding('recovery', instant(3), 'VMware/vm 2');
  await finding('health', instant(3));
  await analysis.keepFindings(serverId, passId, [
    {
      ...{ ...plantedFinding('VMware/vm', 90), feature: 'recovery', asOf: instant(3) },
      subject: { kind: 'estate', id: 'VMware/vm', name: 'vm' },
    },
  ]);
  expect(await due()).toEqual(['VMware/vm']);
  await finding('recovery', instant(3));
  expect(await due()).toEqual([]);
  await finding('protection', instant(4));
  expect(await due()).toEqual(['VMware/vm']);
  await finding('recovery', instant(4));
  expect(await due()).toEqual([]);
  expect(await recovery.dueIds(serverId, instant(4))).toEqual([]);
  expect(await recovery.dueIds(serverId, instant(9))).toEqual(['VMware/vm']);

  // The second one has no protection of its own here; there it has.
  await finding('protection', instant(4), 'VMware/vm 2', other);
  const left = () =>
    collector().rows(
      "SELECT subject_id FROM finding WHERE vbr_server_id = $1 AND feature = 'recovery' AND subject_kind = 'workload'",
      serverId,
    );
  expect(await recovery.forgetOthers(serverId)).toBe(1);
  expect(await left()).toEqual([{ subject_id: 'VMware/vm' }]);
  await collector().rows("DELETE FROM finding WHERE feature = 'protection'");
  expect(await recovery.forgetOthers(serverId)).toBe(1);
  expect(await left()).toEqual([]);
  const others = await collector().rows<{ feature: string }>('SELECT feature FROM finding');
  expect(others.map(({ feature }) => feature).toSorted()).toEqual([
    ...['health', 'recovery', 'recovery'],
  ]);
});
