import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SureBackupResult } from '../../src/domain/recovery-evidence.ts';
import type { Session } from '../../src/domain/session.ts';
import {
  restoreFamilies,
  sessionTypesRead,
  typesOfFamily,
} from '../../src/domain/session-families.ts';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { openRecoveryStore } from '../../src/store/recovery/recovery-store.ts';
import { useCollector } from './collector.ts';
import {
  instant,
  plantedBackup,
  plantedFinding,
  plantedPoint,
  plantedSession,
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

function restore(id: string, sessionType: string, over: Partial<Session> = {}): Session {
  return plantedSession(id, { jobId: null, name: 'vm-sql-01', sessionType, ...over });
}

async function keep(...rows: readonly Session[]): Promise<void> {
  await collector().store.keepSessions(collector().serverId, { rows, cursor: null });
}

test('the view of recovery sessions knows every restore and verification, and nothing else', async () => {
  const { rows, serverId } = collector();
  const types = [...new Set([...sessionTypesRead('1.3-rev0'), ...sessionTypesRead('1.3-rev2')])];
  await keep(...types.map((type, place) => restore(`s-${place}`, type)));
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
    await keep(restore('r', 'RestoreVm', { createdAt: instant(3) }));
    const { restores } = await evidence();
    expect(restores).toMatchObject([
      {
        ...{ sessionId: 'r', family: 'full-machine', workload: 'vm-sql-01', outcome: 'done' },
        ...{ sizeBytes: 20, usableAt: new Date(instant(3).getTime() + 600_000) },
        repositoryId: plantedBackup('b-1').repositoryId,
      },
    ]);
  });

  test('count as canceled or failed by how they ended, and have no usable instant then', async () => {
    await keep(
      restore('canceled', 'RestoreVm', { isCanceled: true }),
      restore('failed', 'RestoreVm', { result: 'Failed' }),
      restore('running', 'RestoreVm', { endedAt: null, result: 'None' }),
    );
    const { restores } = await evidence();
    expect(restores.map(({ outcome, usableAt }) => [outcome, usableAt])).toEqual([
      ['canceled', null],
      ['failed', null],
      ['running', null],
    ]);
  });

  test('of the instant kind are usable when their task ends while the session goes on, else when the mount was seen', async () => {
    const { store, serverId } = collector();
    const open = { endedAt: null, result: 'None' };
    await keep(
      restore('task', 'InstantRecovery', open),
      restore('mount', 'InstantRecovery', { ...open, createdAt: instant(0, 2) }),
      restore('left', 'InstantRecovery', { createdAt: instant(0, 3), endedAt: instant(0, 9) }),
    );
    const task = { taskType: 'Restore', result: 'Success' };
    const rows = [
      plantedTask('t-1', { ...task, sessionId: 'task', endedAt: instant(0, 1) }),
      plantedTask('t-2', { ...task, sessionId: 'left', endedAt: instant(0, 9) }),
    ];
    await store.keepTasks(serverId, { rows, cursor: null });
    const mount = {
      ...({ id: 'm', platform: 'vSphere', sessionId: 'mount', workloadName: 'vm-sql-01' } as const),
      ...{ jobName: null, state: 'Mounted', restorePointAt: null },
    };
    await store.keepMounts(serverId, [mount], instant(0, 4));
    const { restores } = await evidence();
    expect(restores.map(({ sessionId, usableAt }) => [sessionId, usableAt])).toEqual([
      ['task', instant(0, 1)],
      ['mount', instant(0, 4)],
      ['left', null],
    ]);
  });
});

const passed: SureBackupResult = {
  ...{ workload: 'vm-sql-01', testedAt: instant(2), job: 'Lab' },
  ...{ boot: 'passed', ping: 'failed', script: 'skipped', contentScan: 'skipped' },
};

describe('proofs', () => {
  test('come from imported results, kept once for a machine and instant, the later word standing', async () => {
    const { serverId } = collector();
    const empty = await key();
    const kept = (result: SureBackupResult) =>
      recovery.keepSureBackup(new Map([[serverId, [result]]]));
    expect(await kept(passed)).toEqual({ inserted: 1, changed: 0 });
    const first = await key();
    expect(await kept(passed)).toEqual({ inserted: 0, changed: 0 });
    expect(await key()).toBe(first);
    expect(await kept({ ...passed, script: 'failed' })).toEqual({ inserted: 0, changed: 1 });
    expect(new Set([empty, first, await key()]).size).toBe(3);
    const { proofs } = await evidence();
    expect(proofs.map(({ depth, verdict, source }) => [depth, verdict, source])).toEqual([
      ['boot', 'passed', 'imported'],
      ['ping', 'failed', 'imported'],
      ['script', 'failed', 'imported'],
      ['content-scan', 'skipped', 'imported'],
    ]);
  });

  test('are written for all servers or for none', async () => {
    const { serverId } = collector();
    const results = new Map([
      [serverId, [passed]],
      [serverId + 1000, [passed]],
    ]);
    await expect(recovery.keepSureBackup(results)).rejects.toThrow();
    expect((await evidence()).proofs).toEqual([]);
  });

  test('lab sessions without tasks count by their result alone, unless they were stopped', async () => {
    await keep(
      restore('good', 'SureBackup'),
      restore('bad', 'SureBackup', { result: 'Failed' }),
      restore('stopped', 'SureBackup', { isCanceled: true }),
      restore('running', 'SureBackup', { endedAt: null }),
    );
    expect((await evidence()).labs).toMatchObject({ passed: 1, failed: 1 });
  });
});

test('a restore that ends makes another key', async () => {
  await keep(restore('r', 'RestoreVm', { endedAt: null, result: 'None' }));
  const running = await key();
  await keep(restore('r', 'RestoreVm'));
  expect(await key()).not.toBe(running);
});

test('a workload is due until it was judged after its protection, and forgotten with it', async () => {
  const { serverId } = collector();
  const subject = { kind: 'workload', id: 'VMware/vm', name: 'vm' } as const;
  const passId = '00000000-0000-4000-8000-000000000001';
  const finding = (feature: 'protection' | 'recovery', asOf: Date) =>
    analysis.keepFindings(serverId, passId, [
      { ...plantedFinding('vm', 90), feature, subject, asOf },
    ]);
  const due = () => recovery.dueIds(serverId, instant(0));
  await finding('protection', instant(2));
  expect(await due()).toEqual(['VMware/vm']);
  await finding('recovery', instant(3));
  expect(await due()).toEqual([]);
  await finding('protection', instant(4));
  expect(await due()).toEqual(['VMware/vm']);
  expect(await recovery.dueIds(serverId, instant(9))).toEqual(['VMware/vm']);
  expect(await recovery.forgetOthers(serverId)).toBe(0);
  await collector().rows("DELETE FROM finding WHERE feature = 'protection'");
  expect(await recovery.forgetOthers(serverId)).toBe(1);
});
