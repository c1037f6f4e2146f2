import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredByJob } from '../../src/domain/efficiency.ts';
import type { MalwareEvent } from '../../src/domain/security.ts';
import { openAnswerStore } from '../../src/store/answers/answer-store.ts';
import { openEfficiencyStore } from '../../src/store/efficiency/efficiency-store.ts';
import { untoldStorage } from '../fixtures/stored-files.ts';
import { useCollector } from './collector.ts';
import {
  instant,
  plantedBackup,
  plantedDefinition,
  plantedFile,
  plantedFinding,
  plantedJobState,
  plantedPoint,
} from './store-rows.ts';

const collector = useCollector();
let efficiency: ReturnType<typeof openEfficiencyStore>;
let answers: ReturnType<typeof openAnswerStore>;
beforeAll(() => {
  const { connections } = collector().databases;
  efficiency = openEfficiencyStore(connections.analyst.metrics);
  answers = openAnswerStore(connections.mcp.metrics);
});
afterAll(async () => {
  await Promise.all([efficiency.close(), answers.close()]);
});

const passId = '00000000-0000-4000-8000-000000000001';
const window = { from: instant(0), staleBefore: instant(5) };
const backups = [
  plantedBackup('b-1'),
  plantedBackup('b-2', { jobId: 'job-2', name: 'Weekly', repositoryId: 'repository-2' }),
  plantedBackup('b-3', { jobId: null, name: 'Left behind' }),
];
const allIds = ['backup/b-3', 'job-1', 'job-2'];

/** Backups of two jobs and one of none, each with the file of one restore point. */
async function plant(): Promise<void> {
  const { store, serverId } = collector();
  await store.keepListed(serverId, 'backups', backups, true, instant(1));
  const points = backups.map(({ id }) =>
    plantedPoint(`p-${id}`, { backupId: id, name: `vm-${id}` }),
  );
  await store.keepRestorePoints(serverId, { rows: points, cursor: null });
  await keepFiles(backups.map(({ id }) => plantedFile(`p-${id}`, { backupId: id })));
}

async function keepFiles(files: readonly ReturnType<typeof plantedFile>[]): Promise<void> {
  const { store, serverId } = collector();
  const lists = backups.map(({ id }) => ({
    ...{ backupId: id, isComplete: true },
    files: files.filter(({ backupId }) => backupId === id),
  }));
  await store.keepBackupFiles(serverId, lists, instant(2));
}

async function due(over: Partial<typeof window> = {}): Promise<readonly StoredByJob[]> {
  const found: StoredByJob[] = [];
  for await (const batch of efficiency.storedByJob(collector().serverId, { ...window, ...over }))
    found.push(...batch);
  return found;
}

const finding = (id: string) =>
  plantedFinding(id, 80, { feature: 'efficiency', subject: { kind: 'job', id, name: id } });

async function judge(ids: readonly string[]): Promise<void> {
  await efficiency.keepJobs(collector().serverId, passId, [], ids.map(finding));
}

function event(id: string, over: Partial<MalwareEvent> = {}): MalwareEvent {
  return {
    ...{ id, type: 'EncryptedData', createdAt: instant(3), detectedAt: instant(3) },
    ...{ machineName: 'vm-b-2', backupObjectId: null, restorePointId: null, state: 'Created' },
    ...{ details: '', source: 'InternalVeeamDetector', severity: 'Infected', engine: '' },
    ...over,
  };
}

async function keepEvents(...rows: readonly MalwareEvent[]): Promise<void> {
  await collector().store.keepMalwareEvents(collector().serverId, { rows, cursor: instant(3) });
}

describe('what is due', () => {
  test('every job at first, with its files, machines and sessions; then nothing', async () => {
    await plant();
    const found = await due();
    expect(found.map(({ id }) => id)).toEqual(allIds);
    expect(found[1]).toMatchObject({
      ...{ name: 'Nightly', jobId: 'job-1', isListed: null },
      files: [{ id: 'f-p-b-1', kind: 'increment', workloads: ['vm-b-1'], isGone: false }],
    });
    expect(found[0]).toMatchObject({ jobId: null, name: 'Left behind' });
    await judge(allIds);
    expect(await due()).toEqual([]);
    expect((await due({ staleBefore: instant(11) })).map(({ id }) => id)).toEqual(allIds);
  });

  test('a job that is not listed though others are counts as gone, and as unknown where none ever was', async () => {
    const { store, serverId } = collector();
    const listed = async () => (await due({ staleBefore: instant(11) })).map((job) => job.isListed);
    await plant();
    expect(await listed()).toEqual([null, null, null]);
    await store.keepJobStates(serverId, [plantedJobState('job-1')], true, instant(2));
    expect(await listed()).toEqual([false, true, false]);
  });

  test('with the systems of its guests where it copies blocks that it could leave out', async () => {
    const { store, serverId } = collector();
    await plant();
    const points = ['b-1', 'b-2'].flatMap((backupId) =>
      ['Windows', 'Linux', null].map((guestOsFamily) =>
        plantedPoint(`${backupId} ${guestOsFamily}`, { backupId, guestOsFamily }),
      ),
    );
    await store.keepRestorePoints(serverId, { rows: points, cursor: null });
    const copies = { ...untoldStorage, excludesSwapFiles: false };
    const leavesOut = { ...untoldStorage, excludesSwapFiles: true, excludesDeletedBlocks: true };
    const definitions = [
      plantedDefinition('job-1', { storage: copies }),
      plantedDefinition('job-2', { storage: leavesOut }),
    ];
    await store.keepJobDefinitions(serverId, definitions, instant(2));
    const found = await due({ staleBefore: instant(11) });
    expect(found.map(({ guestFamilies }) => guestFamilies)).toEqual([[], ['Linux', 'Windows'], []]);
  });

  test('only the job whose own file changed, came or went, of all that were read together', async () => {
    await plant();
    await due();
    await judge(allIds);
    const files = backups.map(({ id }) => plantedFile(`p-${id}`, { backupId: id }));
    await keepFiles(files);
    expect(await due()).toEqual([]);
    const larger = files.map((file) =>
      file.backupId === 'b-2' ? { ...file, backupBytes: 41 } : file,
    );
    await keepFiles(larger);
    expect((await due()).map(({ id }) => id)).toEqual(['job-2']);
    await judge(['job-2']);
    await keepFiles(larger.filter(({ backupId }) => backupId !== 'b-3'));
    const [left] = await due();
    expect(left).toMatchObject({ id: 'backup/b-3', files: [{ isGone: true }] });
  });

  test('again what changed while it was judged', async () => {
    await plant();
    await due();
    await keepFiles(
      backups.map(({ id }) => plantedFile(`p-${id}`, { backupId: id, backupBytes: 50 })),
    );
    await judge(allIds);
    expect((await due()).map(({ id }) => id)).toEqual(allIds);
  });

  test('jobs with the machine of a new malware event, unless it was called false or clean since', async () => {
    await plant();
    await due();
    await judge(allIds);
    await keepEvents(event('e-1'));
    const [warned, ...others] = await due();
    expect(others).toEqual([]);
    expect(warned).toMatchObject({
      id: 'job-2',
      events: [{ id: 'e-1', type: 'EncryptedData', workload: 'vm-b-2' }],
    });
    const eventsNow = async () => (await due({ staleBefore: instant(11) }))[2]?.events;
    await keepEvents(event('e-2', { severity: 'Clean', detectedAt: instant(2) }));
    expect(await eventsNow()).toHaveLength(1);
    await keepEvents(event('e-3', { severity: 'Clean', detectedAt: instant(4) }));
    expect(await eventsNow()).toEqual([]);
    await keepEvents(event('e-4', { detectedAt: instant(4, 1), state: 'FalsePositive' }));
    expect(await eventsNow()).toEqual([]);
  });
});

describe('parts', () => {
  const part = (over: object) => ({
    ...{
      repositoryId: 'repository-1',
      repositoryName: 'Main',
      workload: 'vm',
      kind: 'full' as const,
    },
    ...{ files: 1, unknownFiles: 0, dataBytes: 100, backupBytes: 40 },
    ...{ toldDataBytes: 100, dedupedBytes: 80, packedBytes: 40 },
    ...over,
  });

  test('take the place of what the job had, and are told by repository and workload', async () => {
    const { serverId } = collector();
    const keep = (subjectId: string, parts: ReturnType<typeof part>[]) =>
      efficiency.keepJobs(serverId, passId, [{ subjectId, parts }], []);
    await keep('job-1', [
      part({}),
      part({ workload: 'gone' }),
      part({ kind: 'increment' as const }),
    ]);
    await keep('job-1', [part({}), part({ kind: 'increment' as const, dataBytes: 10 })]);
    await keep('job-2', [part({ repositoryId: null, repositoryName: null, dataBytes: 7 })]);
    const ask = (by: 'repository' | 'workload', name?: string) =>
      answers.placeSums({
        ...{ vbrServerIds: [serverId], by, limit: 10, offset: 0 },
        ...(name !== undefined && { name }),
      });
    const { rows, total } = await ask('repository');
    expect(total).toBe(2);
    expect(rows[0]).toMatchObject({ name: 'Main', jobs: 1 });
    expect(rows[0]?.held).toMatchObject({
      full: { files: 1, dataBytes: 100 },
      increment: { files: 1, dataBytes: 10 },
      other: { files: 0 },
    });
    expect((await ask('repository', ' MAIN ')).rows).toHaveLength(1);
    const { rows: workloads } = await ask('workload');
    expect(workloads).toMatchObject([{ name: 'vm', jobs: 2, usedGib: null }]);
    expect(workloads[0]?.held.full.dataBytes).toBe(107);
  });

  test('give the quartiles of at least five jobs that save something', async () => {
    const { serverId } = collector();
    const keep = (percents: readonly number[]) =>
      efficiency.keepJobs(
        serverId,
        passId,
        percents.map((percent, place) => ({
          subjectId: `job-${place}`,
          parts: [part({ dedupedBytes: percent, packedBytes: percent / 2 })],
        })),
        [],
      );
    await keep([60, 70, 80, 90, 100]);
    expect(await efficiency.peers(serverId)).toMatchObject({
      compression: { jobs: 5, medianPercent: 50 },
      deduplication: null,
    });
    await keep([60, 70, 80, 90, 100, 75]);
    expect((await efficiency.peers(serverId)).deduplication).toEqual({
      ...{ jobs: 5, lowPercent: 70, medianPercent: 75, highPercent: 80 },
    });
  });

  test('go with the last listed backup of their job, as its finding does', async () => {
    const { store, serverId, rows } = collector();
    await plant();
    await due();
    const kept = allIds.map((subjectId) => ({ subjectId, parts: [part({})] }));
    await efficiency.keepJobs(serverId, passId, kept, allIds.map(finding));
    await store.keepListed(serverId, 'backups', backups.slice(0, 1), true, instant(3));
    await efficiency.forgetOthers(serverId);
    for (const table of ['efficiency_part', 'finding']) {
      const left = await rows(`SELECT subject_id FROM ${table} WHERE vbr_server_id = $1`, serverId);
      expect(left).toEqual([{ subject_id: 'job-1' }]);
    }
  });
});
