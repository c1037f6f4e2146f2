import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '../../src/domain/finding.ts';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { openAnswerStore } from '../../src/store/answers/answer-store.ts';
import { openCollectionStore } from '../../src/store/collection/collection-store.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import {
  instant,
  plantedFinding,
  plantedJobState,
  plantedObject,
  plantedRecord,
  plantedRepositoryState,
  plantedRun,
  plantedSession,
  plantedTask,
} from './store-rows.ts';

const passId = '0193e000-0000-7000-8000-000000000001';
const info = { vbrId: null, name: 'vbr', buildVersion: '13.0.1', platform: 'Windows' };
let databases: FreshDatabases;
let answers: ReturnType<typeof openAnswerStore>;
let serverId: number;
let otherId: number;

const few = (id: string, status: 'insufficient-data' | 'failed'): Finding => ({
  feature: 'health',
  subject: { kind: 'job', id, name: `Job ${id}` },
  asOf: instant(10),
  method: 'm',
  measures: {},
  status,
  reason: 'r',
});
const runs = [1, 2, 3].map((day) =>
  plantedRun(`r-${day}`, {
    startedAt: instant(day),
    outcome: day === 2 ? 'failed' : 'success',
    attempts: day,
  }),
);

async function plant(): Promise<void> {
  const { collector, analyst } = databases.connections;
  const collection = openCollectionStore(collector.metrics);
  serverId = (await collection.registerServer('Zürich', 'https://vbr', '1.3-rev2')).id;
  otherId = (await collection.registerServer('Other', 'https://other', '1.3-rev0')).id;
  await collection.recordServer(serverId, info, null);
  await collection.recordSource(serverId, passId, {
    source: 'sessions',
    availability: 'available',
    checkedAt: instant(9),
    reason: null,
    rowsSeen: 2,
    rowsRejected: 1,
  });
  const sessions = [
    plantedSession('s-1', { result: 'Failed' }),
    plantedSession('s-2', { result: 'Failed', createdAt: instant(1) }),
  ];
  await collection.keepSessions(serverId, { rows: sessions, cursor: null });
  await collection.keepTasks(serverId, { rows: [plantedTask('t-1')], cursor: null });
  await collection.keepListed(serverId, 'backup-objects', [plantedObject('o-1')], true, instant(9));
  await collection.keepJobStates(
    serverId,
    [plantedJobState('a', { name: 'SQL Nightly' })],
    true,
    instant(1),
  );
  await collection.keepRepositoryStates(
    serverId,
    [plantedRepositoryState('r-1')],
    [
      {
        repositoryId: 'r-1',
        takenAt: instant(1),
        capacityGib: 1,
        freeGib: 1,
        usedGib: 0,
        reportedUsedGib: 0,
        isOnline: true,
      },
    ],
    instant(1),
  );
  const session = { kind: 'session', id: 's-1', sessionId: 's-1' } as const;
  const task = { kind: 'task', id: 't-1', sessionId: 's-1' } as const;
  const succeeded = plantedRecord(3, { status: 'Succeeded' });
  await collection.keepLog(
    serverId,
    session,
    [plantedRecord(2, { startedAt: instant(0, 2) }), succeeded],
    instant(2),
  );
  await collection.keepLog(
    serverId,
    task,
    [plantedRecord(1, { status: 'Warning', startedAt: instant(0, 1) })],
    instant(2),
  );
  await collection.close();
  const analysis = openAnalysisStore(analyst.metrics);
  await analysis.replaceRuns(serverId, [{ jobId: 'job-1', from: instant(0), runs }]);
  await analysis.keepFindings(serverId, passId, [
    plantedFinding('good', 95),
    plantedFinding('bad', 20, { measures: { lastRunAt: instant(3).toISOString() } }),
    few('few', 'insufficient-data'),
    few('broken', 'failed'),
  ]);
  await analysis.keepFindings(otherId, passId, [
    plantedFinding('worst', 0),
    plantedFinding('BAD', 50),
  ]);
  await analysis.close();
}

beforeAll(async () => {
  databases = await freshDatabases();
  await plant();
  answers = openAnswerStore(databases.connections.mcp.metrics);
});
afterAll(async () => {
  await answers.close();
  await databases.drop();
});

const query = {
  feature: 'health',
  kind: 'job',
  order: 'worst-first',
  limit: 10,
  offset: 0,
} as const;
async function subjects(over: Partial<Parameters<typeof answers.findings>[0]>) {
  const { rows, total } = await answers.findings({ ...query, ...over });
  return { ids: rows.map((row) => row.finding.subject.id), total };
}

test('servers tell how old their sessions are and how many logs wait', async () => {
  const collection = openCollectionStore(databases.connections.collector.metrics);
  await collection.recordSource(serverId, passId, {
    source: 'logs',
    availability: 'available',
    checkedAt: instant(9),
    reason: 'one waits',
    rowsSeen: 0,
    rowsRejected: 0,
    pending: 1,
  });
  await collection.close();
  expect(await answers.servers()).toEqual([
    {
      id: serverId,
      entry: 'Zürich',
      address: 'https://vbr',
      revision: '1.3-rev2',
      info,
      pendingLogs: 1,
    },
    {
      id: otherId,
      entry: 'Other',
      address: 'https://other',
      revision: '1.3-rev0',
      info: null,
      pendingLogs: 0,
    },
  ]);
  expect(await answers.sourceStates(serverId)).toEqual([
    expect.objectContaining({ source: 'logs', reason: 'one waits', pending: 1 }),
    {
      source: 'sessions',
      availability: 'available',
      checkedAt: instant(9),
      lastAvailableAt: instant(9),
      reason: null,
      rowsSeen: 2,
      rowsRejected: 1,
      pending: null,
    },
  ]);
});

test('the worst comes first: lowest scores, then failed analyses, then too little data', async () => {
  expect(await subjects({})).toEqual({
    ids: ['worst', 'bad', 'BAD', 'good', 'broken', 'few'],
    total: 6,
  });
  expect((await subjects({ order: 'name' })).ids).toEqual([
    'BAD',
    'bad',
    'broken',
    'few',
    'good',
    'worst',
  ]);
});

test('findings are cut to pages without losing the total', async () => {
  expect(await subjects({ limit: 2, offset: 1 })).toEqual({ ids: ['bad', 'BAD'], total: 6 });
  expect(await subjects({ offset: 100 })).toEqual({ ids: [], total: 6 });
});

test('findings are picked by server, by name or id without case, and by the newest run', async () => {
  expect(await subjects({ vbrServerId: otherId })).toEqual({ ids: ['worst', 'BAD'], total: 2 });
  expect((await subjects({ subject: 'bAd' })).ids).toEqual(['bad', 'BAD']);
  expect((await subjects({ subject: 'JOB GOOD' })).ids).toEqual(['good']);
  expect((await subjects({ since: instant(9) })).ids).toEqual(['worst', 'BAD', 'good']);
  expect((await subjects({ feature: 'capacity' })).total).toBe(0);
  expect((await subjects({ kind: 'estate' })).total).toBe(0);
});

test('findings are picked by words that their names all hold', async () => {
  expect((await subjects({ nameWords: ['oo', 'job'] })).ids).toEqual(['good']);
  expect((await subjects({ nameWords: ['job', 'bad'] })).ids).toEqual(['bad', 'BAD']);
  expect((await subjects({ nameWords: ['job', '%'] })).ids).toEqual([]);
});

test('findings are picked by their ids in one statement', async () => {
  const picked = await subjects({ subjectIds: ['good', 'bad', 'none'], order: 'name' });
  expect(picked).toEqual({ ids: ['bad', 'good'], total: 2 });
});

test('runs are counted by outcome since an instant', async () => {
  const all = await answers.runs({ vbrServerId: serverId, limit: 0 });
  expect(all).toEqual({ rows: [], total: 3 });
  const counts = await answers.runCounts(serverId, instant(2));
  const outcomes = runs.slice(1).map((run) => run.outcome);
  for (const outcome of outcomes) {
    expect(counts[outcome]).toBe(outcomes.filter((one) => one === outcome).length);
  }
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(2);
});

test('a finding comes back whole, with its server and pass', async () => {
  const { rows } = await answers.findings({ ...query, subject: 'good' });
  expect(rows).toEqual([{ vbrServerId: serverId, passId, finding: plantedFinding('good', 95) }]);
});

test('runs come newest first and are picked by job, time, outcome and attempts', async () => {
  const ids = async (over: object) => {
    const found = await answers.runs({ vbrServerId: serverId, limit: 10, ...over });
    return [...found.rows.map((run) => run.id), found.total];
  };
  expect((await answers.runs({ vbrServerId: serverId, limit: 9 })).rows).toEqual(runs.toReversed());
  expect(await ids({ limit: 1 })).toEqual(['r-3', 3]);
  expect(await ids({ outcomes: ['failed', 'warning'] })).toEqual(['r-2', 1]);
  expect(await ids({ since: instant(2) })).toEqual(['r-3', 'r-2', 2]);
  expect(await ids({ attemptsAtLeast: 3 })).toEqual(['r-3', 1]);
  expect(await ids({ jobId: 'none' })).toEqual([0]);
  expect(await ids({ vbrServerId: otherId })).toEqual([0]);
});

test('failure lines of a session and its tasks come in order of time, without what succeeded', async () => {
  const lines = await answers.failureLines(serverId, ['s-1', 's-2'], 10);
  expect(lines).toEqual([
    {
      ...plantedRecord(1, { status: 'Warning', startedAt: instant(0, 1) }),
      sessionId: 's-1',
      taskId: 't-1',
      taskName: 'vm-sql-01',
    },
    {
      ...plantedRecord(2, { startedAt: instant(0, 2) }),
      sessionId: 's-1',
      taskId: null,
      taskName: null,
    },
  ]);
  expect(await answers.failureLines(serverId, ['s-1'], 1)).toHaveLength(1);
  expect(await answers.failureLines(serverId, ['s-2'], 10)).toEqual([]);
  expect(await answers.failureLines(otherId, ['s-1'], 10)).toEqual([]);
});

test('a mistyped name finds its like among jobs, workloads, repositories and servers', async () => {
  expect(await answers.similarNames('job', 'sql nigtly', 1)).toEqual(['SQL Nightly']);
  expect(await answers.similarNames('workload', 'vm-slq-01', 5)).toEqual(['vm-sql-01']);
  expect(await answers.similarNames('repository', 'repository', 5)).toEqual(['Repository r-1']);
  expect(await answers.similarNames('estate', 'zurich', 5)).toEqual(['Zürich']);
  expect(await answers.similarNames('job', 'qqq', 5)).toEqual([]);
  expect(await answers.similarNames('workload', 'SQL Nightly', 5)).not.toContain('SQL Nightly');
});

test('rows are counted by kind', async () => {
  expect(await answers.counts()).toMatchObject({
    servers: 2,
    sessions: 2,
    runs: 3,
    tasks: 1,
    logs: 3,
    jobs: 1,
    repositories: 1,
    'capacity-samples': 1,
    findings: 6,
  });
});
