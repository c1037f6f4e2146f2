import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { WorkloadFacts } from '../../src/domain/workload.ts';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { openCollectionStore } from '../../src/store/collection/collection-store.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import {
  instant,
  plantedBackup,
  plantedFile,
  plantedFinding,
  plantedJobState,
  plantedObject,
  plantedPoint,
  plantedRun,
  plantedSession,
  plantedTask,
} from './store-rows.ts';

const passId = '0193e000-0000-7000-8000-000000000001';
const name = 'vm-sql-01';
let databases: FreshDatabases;
let collection: ReturnType<typeof openCollectionStore>;
let analysis: ReturnType<typeof openAnalysisStore>;
let serverId: number;
let servers = 0;

beforeAll(async () => {
  databases = await freshDatabases();
  collection = openCollectionStore(databases.connections.collector.metrics);
  analysis = openAnalysisStore(databases.connections.analyst.metrics);
});
afterAll(async () => {
  await collection.close();
  await analysis.close();
  await databases.drop();
});
beforeEach(async () => {
  servers += 1;
  serverId = (await collection.registerServer(`entry ${servers}`, 'https://vbr', '1.3-rev2')).id;
});

async function due(staleBefore = instant(0)): Promise<readonly WorkloadFacts[]> {
  const workloads: WorkloadFacts[] = [];
  for await (const batch of analysis.workloadsToAssess(serverId, staleBefore)) {
    workloads.push(...batch);
  }
  return workloads;
}

const keepPoints = (...rows: ReturnType<typeof plantedPoint>[]) =>
  collection.keepRestorePoints(serverId, { rows, cursor: null });
const keepTasks = (...rows: ReturnType<typeof plantedTask>[]) =>
  collection.keepTasks(serverId, { rows, cursor: null });

/** Keeps a finding, which is what takes a workload off the list. */
function judge(workload: string, asOf = instant(9)) {
  const subject = { kind: 'workload', id: `VMware/${workload}`, name: workload } as const;
  const finding = plantedFinding(workload, 100, { feature: 'protection', subject, asOf });
  return analysis.keepFindings(serverId, passId, [finding]);
}

test('a workload comes with its points, their files, its tasks and the jobs that made them', async () => {
  await collection.keepJobStates(serverId, [plantedJobState('job-1')], true, instant(3));
  await collection.keepListed(serverId, 'backups', [plantedBackup('b-1')], true, instant(3));
  await collection.keepSessions(serverId, {
    rows: [plantedSession('s-1', { createdAt: instant(2) })],
    cursor: null,
  });
  for await (const batch of analysis.jobsToFold(serverId)) {
    const folded = batch.map(({ job }) => ({
      jobId: job.id,
      from: instant(0),
      runs: [plantedRun('s-1', { jobId: job.id, startedAt: instant(2), outcome: 'warning' })],
    }));
    await analysis.replaceRuns(serverId, folded);
  }
  await keepPoints(plantedPoint('p-2', { createdAt: instant(2) }), plantedPoint('p-1'));
  await collection.keepBackupFiles(
    serverId,
    [{ backupId: 'b-1', files: [plantedFile('p-2')], isComplete: true }],
    instant(3),
  );
  await keepTasks(plantedTask('t-1', { createdAt: instant(2), restorePointId: 'p-2' }));
  const [workload, ...others] = await due();
  expect(others).toEqual([]);
  expect(workload).toMatchObject({
    name,
    platformName: 'VMware',
    points: [
      { id: 'p-1', createdAt: instant(1), file: 'unknown' },
      { id: 'p-2', createdAt: instant(2), file: 'there' },
    ],
    tasks: [
      { id: 't-1', sessionId: 's-1', jobId: 'job-1', outcome: 'failed', restorePointId: 'p-2' },
    ],
    jobs: [{ id: 'job-1', isActive: true, lastOutcome: 'warning', lastRunAt: instant(2) }],
  });
});

test('a workload is due until it is judged, and again when something of it changes', async () => {
  await keepPoints(plantedPoint('p-1'));
  expect(await due()).toHaveLength(1);
  await judge(name);
  expect(await due()).toEqual([]);
  await keepPoints(plantedPoint('p-1'));
  expect(await due()).toEqual([]);
  await keepPoints(plantedPoint('p-1', { malwareStatus: 'Infected' }));
  expect(await due()).toHaveLength(1);
  await judge(name);
  await keepTasks(plantedTask('t-1'));
  expect(await due()).toHaveLength(1);
  await judge(name);
  await keepTasks(plantedTask('t-2', { taskType: 'Restore' }));
  expect(await due()).toEqual([]);
});

test('a change that comes while a workload is being judged keeps it due', async () => {
  await keepPoints(plantedPoint('p-1'));
  expect(await due()).toHaveLength(1);
  await keepPoints(plantedPoint('p-2', { createdAt: instant(2) }));
  await judge(name);
  expect(await due()).toHaveLength(1);
});

test('a workload whose files are gone, or whose finding is old, is due', async () => {
  await collection.keepListed(serverId, 'backups', [plantedBackup('b-1')], true, instant(3));
  await keepPoints(plantedPoint('p-1'));
  await collection.keepBackupFiles(
    serverId,
    [{ backupId: 'b-1', files: [plantedFile('p-1')], isComplete: true }],
    instant(3),
  );
  await due();
  await judge(name);
  expect(await due(instant(9))).toEqual([]);
  expect(await due(instant(10))).toHaveLength(1);
  await judge(name);
  await collection.keepBackupFiles(
    serverId,
    [{ backupId: 'b-1', files: [], isComplete: true }],
    instant(4),
  );
  expect((await due())[0]).toMatchObject({ name, platformName: 'VMware', points: [] });
});

test('the same name on two platforms is two workloads', async () => {
  await keepPoints(plantedPoint('p-1'), plantedPoint('p-2', { platformName: 'HyperV' }));
  const platforms = (await due()).map(({ platformName }) => platformName);
  expect(platforms.sort()).toEqual(['HyperV', 'VMware']);
});

test('a workload known by its tasks alone gives way once its restore points name a platform', async () => {
  await keepTasks(plantedTask('t-1'));
  expect((await due())[0]).toMatchObject({ name, platformName: null });
  const unplaced = { kind: 'workload', id: `unknown/${name}`, name } as const;
  await analysis.keepFindings(serverId, passId, [
    plantedFinding(unplaced.id, 0, { feature: 'protection', subject: unplaced }),
  ]);
  await keepPoints(plantedPoint('p-1'));
  await due();
  await judge(name);
  const kept: string[] = [];
  for await (const batch of analysis.currentFindings(serverId, 'protection', 'workload')) {
    kept.push(...batch.map(({ subject }) => subject.id));
  }
  expect(kept).toEqual([`VMware/${name}`]);
});

test('a renamed workload keeps its points, and its former name is no workload any more', async () => {
  const old = 'vm-sql-old';
  await keepPoints(plantedPoint('p-1', { name: old }));
  expect((await due()).map((workload) => workload.name)).toEqual([old]);
  await judge(old);
  await keepPoints(plantedPoint('p-2', { createdAt: instant(2) }));
  const files = ['p-1', 'p-2'].map((id) => plantedFile(id, { objectIds: ['o-1'] }));
  await collection.keepBackupFiles(
    serverId,
    [{ backupId: 'b-1', files, isComplete: true }],
    instant(3),
  );
  const object = plantedObject('o-1', { name, platformName: 'VMware' });
  await collection.keepListed(serverId, 'backup-objects', [object], true, instant(3));
  await keepTasks(plantedTask('t-old', { name: old }));
  const [workload, ...others] = await due();
  expect(others).toEqual([]);
  expect(workload?.name).toBe(name);
  expect(workload?.points.map(({ id }) => id)).toEqual(['p-1', 'p-2']);
  expect(workload?.tasks.map(({ id }) => id)).toEqual(['t-old']);
  for await (const batch of analysis.currentFindings(serverId, 'protection', 'workload')) {
    expect(batch).toEqual([]);
  }
  await judge(name);
  expect(await due()).toEqual([]);
});
