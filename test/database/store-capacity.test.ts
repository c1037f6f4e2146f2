import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KeptForecast } from '../../src/domain/stored-backup.ts';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { openCapacityStore } from '../../src/store/capacity/capacity-store.ts';
import { useCollector } from './collector.ts';
import {
  instant,
  plantedBackup,
  plantedDefinition,
  plantedFile,
  plantedFinding,
  plantedJobState,
  plantedObject,
  plantedRepository,
  plantedRepositoryState,
} from './store-rows.ts';

const passId = '0193e000-0000-7000-8000-000000000001';
const collector = useCollector();
let capacity: ReturnType<typeof openCapacityStore>;
let analysis: ReturnType<typeof openAnalysisStore>;

beforeAll(() => {
  const { analyst } = collector().databases.connections;
  capacity = openCapacityStore(analyst.metrics);
  analysis = openAnalysisStore(analyst.metrics);
});
afterAll(() => Promise.all([capacity.close(), analysis.close()]));

/** Keeps a reading of repository r-1 so many hours after a day began. */
async function sample(
  day: number,
  hour: number,
  usedGib: number,
  over: { isOnline?: boolean; capacityGib?: number } = {},
) {
  const { store, serverId } = collector();
  const { isOnline = true, capacityGib = 1000 } = over;
  const takenAt = new Date(Date.UTC(2026, 9, day, hour));
  const state = plantedRepositoryState('r-1', {
    isOnline,
    capacityGib,
    freeGib: capacityGib - usedGib,
  });
  const figures = {
    capacityGib,
    freeGib: capacityGib - usedGib,
    usedGib,
    reportedUsedGib: usedGib,
  };
  await store.keepRepositoryStates(
    serverId,
    [state],
    [{ repositoryId: 'r-1', takenAt, isOnline, ...figures }],
    takenAt,
  );
}

const used = async () =>
  (await capacity.days(collector().serverId, ['r-1'], new Date(0))).map(({ usedGib, source }) => [
    usedGib,
    source,
  ]);

test('of a day the newest online sample stands, and what was rolled up is not read again', async () => {
  const { serverId } = collector();
  await sample(1, 6, 100);
  await sample(1, 18, 110);
  await sample(2, 6, 120);
  await sample(2, 18, 55, { isOnline: false });
  expect(await capacity.rollUpDays(serverId)).toBe(2);
  expect(await used()).toEqual([
    [110, 'measured'],
    [120, 'measured'],
  ]);
  expect(await capacity.rollUpDays(serverId)).toBe(0);
  await sample(2, 20, 130);
  expect(await capacity.rollUpDays(serverId)).toBe(1);
  expect(await used()).toEqual([
    [110, 'measured'],
    [130, 'measured'],
  ]);
});

test('a new day, another capacity and another state mark a repository; a further sample of the day does not', async () => {
  const { serverId } = collector();
  const marked = async () => {
    await capacity.rollUpDays(serverId);
    const { markedIds, readAt } = await capacity.due(serverId);
    await capacity.clearMarks(serverId, [...markedIds], readAt);
    return [...markedIds];
  };
  await sample(1, 6, 100);
  expect(await marked()).toEqual(['r-1']);
  await sample(1, 9, 101);
  expect(await marked()).toEqual([]);
  await sample(1, 12, 101, { capacityGib: 2000 });
  expect(await marked()).toEqual(['r-1']);
  await sample(2, 6, 102, { capacityGib: 2000 });
  expect(await marked()).toEqual(['r-1']);
});

test('a mark that came after the marks were read stays', async () => {
  const { serverId } = collector();
  await sample(1, 6, 100);
  const { readAt } = await capacity.due(serverId);
  await capacity.rollUpDays(serverId);
  await capacity.clearMarks(serverId, ['r-1'], readAt);
  expect([...(await capacity.due(serverId)).markedIds]).toEqual(['r-1']);
});

test('imported days fill in what was not measured, change on a second import, and give way to a measurement', async () => {
  const { serverId } = collector();
  await sample(3, 6, 300);
  await capacity.rollUpDays(serverId);
  const day = (date: string, usedGib: number) => ({
    ...{ vbrServerId: serverId, repositoryId: 'r-1', day: date, usedGib },
    capacityGib: null,
  });
  const first = [day('2026-10-02', 200), day('2026-10-03', 999)];
  expect(await capacity.importDays(first)).toEqual({ inserted: 1, changed: 0 });
  expect(await capacity.importDays(first)).toEqual({ inserted: 0, changed: 0 });
  expect(await capacity.importDays([day('2026-10-02', 210)])).toEqual({ inserted: 0, changed: 1 });
  expect(await used()).toEqual([
    [210, 'imported'],
    [300, 'measured'],
  ]);
  expect([...(await capacity.due(serverId)).markedIds]).toEqual(['r-1']);
});

test('an import is written whole or not at all', async () => {
  const { serverId } = collector();
  const day = { repositoryId: 'r-1', day: '2026-10-02', usedGib: 1, capacityGib: null };
  const good = { ...day, vbrServerId: serverId };
  await expect(capacity.importDays([good, { ...day, vbrServerId: 999_999 }])).rejects.toThrow();
  expect(await used()).toEqual([]);
});

test('backups come with the job that keeps them, the files there are and those that went', async () => {
  const { store, serverId } = collector();
  const storage = {
    repositoryId: 'repository-1',
    retention: { kind: 'Days', quantity: 14 },
    gfs: { weekly: 4, monthly: null, yearly: null },
    compressionLevel: null,
    isDedupEnabled: null,
    isEncrypted: null,
    excludesSwapFiles: null,
    excludesDeletedBlocks: null,
  };
  await store.keepJobStates(serverId, [plantedJobState('job-1')], true, instant(0));
  await store.keepJobDefinitions(serverId, [plantedDefinition('job-1', { storage })], instant(0));
  const elsewhere = { repositoryId: 'repository-2', name: 'Elsewhere' };
  const backups = [
    plantedBackup('b-1'),
    plantedBackup('b-2', { jobId: 'job-gone', name: 'Left' }),
    plantedBackup('b-3', elsewhere),
  ];
  await store.keepListed(serverId, 'backups', backups, true, instant(1));
  await store.keepListed(serverId, 'backup-objects', [plantedObject('o-1')], true, instant(1));
  const files = [plantedFile('p-1'), plantedFile('p-2', { createdAt: instant(0) })];
  const list = { backupId: 'b-1', isComplete: true };
  await store.keepBackupFiles(serverId, [{ ...list, files }], instant(1));
  await store.keepBackupFiles(serverId, [{ ...list, files: files.slice(0, 1) }], instant(4));
  const [left, nightly, ...others] = await capacity.backupsIn(
    serverId,
    ['repository-1'],
    instant(0),
  );
  expect(others).toEqual([]);
  expect(left).toMatchObject({ jobName: null, retention: null, files: [] });
  expect(nightly).toMatchObject({
    backup: { id: 'b-1', jobId: 'job-1' },
    jobName: 'Job job-1',
    retention: storage.retention,
    gfs: storage.gfs,
    watchedSince: instant(1),
    files: [{ id: 'f-p-1', backupBytes: 40, objectIds: ['o-1', 'o-2'] }],
  });
  const dayOf = (at: Date) => Math.floor(at.getTime() / 86_400_000);
  expect(nightly?.gone).toEqual([
    {
      backupId: 'b-1',
      objectId: 'o-1',
      createdDay: dayOf(instant(0)),
      goneDay: dayOf(instant(4)),
      bytes: 40,
    },
  ]);
  expect(await capacity.objectNames(serverId, ['o-1', 'o-9'])).toEqual(
    new Map([['o-1', 'vm-sql-01']]),
  );
});

test('storage comes with its definitions, its tiers and when it was measured', async () => {
  const { store, serverId } = collector();
  await sample(1, 6, 100);
  const locked = plantedRepository('r-1', {
    immutability: { isEnabled: true, days: 7, mode: null },
  });
  await store.keepRepositories(serverId, [locked, plantedRepository('r-2')], instant(5));
  const tiers = {
    description: null,
    performanceExtents: [{ repositoryId: 'r-1', statuses: ['Sealed'] }],
    capacityTier: null,
    archiveTier: null,
  };
  await store.keepListed(
    serverId,
    'scale-out-repositories',
    [{ id: 's-1', name: 'Scale-out', ...tiers }],
    true,
    instant(5),
  );
  await capacity.rollUpDays(serverId);
  const storage = await capacity.storage(serverId);
  expect(storage.states).toMatchObject([{ id: 'r-1', capacityGib: 1000, freeGib: 900 }]);
  expect(storage.definitions.map(({ id, immutability }) => [id, immutability?.days])).toEqual([
    ['r-1', 7],
    ['r-2', undefined],
  ]);
  expect(storage.scaleOutRepositories).toMatchObject([{ id: 's-1', ...tiers }]);
  expect([...storage.measuredAt]).toEqual([['r-1', new Date(Date.UTC(2026, 9, 1, 6))]]);
});

test('the last forecast of a day stands, and findings of what is gone are forgotten', async () => {
  const { serverId } = collector();
  const point = { daysAhead: 7, expected: 5, low80: 4, high80: 6, low95: 3, high95: 7 };
  const forecast = (madeOnDay: number, expected: number): KeptForecast => ({
    ...{ subjectId: 'r-1', madeOnDay, asOf: new Date(madeOnDay * 86_400_000) },
    points: [{ ...point, expected }],
  });
  await capacity.keepForecast(serverId, passId, forecast(20_000, 5));
  await capacity.keepForecast(serverId, passId, forecast(20_000, 6));
  await capacity.keepForecast(serverId, passId, forecast(20_001, 7));
  const kept = await capacity.pastForecasts(serverId, 'r-1', new Date(20_000 * 86_400_000));
  expect(kept.map(({ madeOnDay, points }) => [madeOnDay, points[0]?.expected])).toEqual([
    [20_000, 6],
    [20_001, 7],
  ]);
  const finding = (id: string) =>
    plantedFinding(id, 50, { feature: 'capacity', subject: { kind: 'repository', id, name: id } });
  await analysis.keepFindings(serverId, passId, [finding('r-1'), finding('r-2')]);
  expect(await capacity.forgetOthers(serverId, ['r-1'])).toBe(1);
  expect([...(await capacity.due(serverId)).judged.keys()]).toEqual(['r-1']);
});
