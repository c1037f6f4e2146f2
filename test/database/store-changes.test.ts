import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { openAnswerStore } from '../../src/store/answers/answer-store.ts';
import { useCollector } from './collector.ts';
import {
  instant,
  plantedDefinition,
  plantedRun,
  plantedSession,
  plantedTask,
} from './store-rows.ts';

const collector = useCollector();
let answers: ReturnType<typeof openAnswerStore>;
let analysis: ReturnType<typeof openAnalysisStore>;

beforeAll(() => {
  const { mcp, analyst } = collector().databases.connections;
  answers = openAnswerStore(mcp.metrics);
  analysis = openAnalysisStore(analyst.metrics);
});

afterAll(async () => {
  await Promise.all([answers.close(), analysis.close()]);
});

test('tells versions of a definition in a period, each with the one before', async () => {
  const { store, serverId } = collector();
  for (const [day, name] of ['first', 'second', 'second', 'third', 'fourth'].entries()) {
    await store.keepJobDefinitions(serverId, [plantedDefinition('job-1', { name })], instant(day));
  }
  const period = { vbrServerId: serverId, from: instant(1), until: instant(3), limit: 9 };
  const versions = await answers.jobVersions(period);
  expect(
    versions.map(({ seenAt, definition, before }) => [
      seenAt,
      definition['name'],
      before?.['name'],
    ]),
  ).toEqual([
    [instant(1), 'second', 'first'],
    [instant(3), 'third', 'second'],
  ]);
  expect(await answers.jobVersions({ ...period, jobId: 'other' })).toEqual([]);
  const first = await answers.jobVersions({ ...period, from: instant(0), limit: 1 });
  expect(first).toMatchObject([{ before: null }]);
});

test('tells the tasks of sessions, and updates of components in a period', async () => {
  const { store, serverId } = collector();
  const update = { sessionType: 'HostComponentsUpdate', jobId: null, name: 'Update of proxy1' };
  const sessions = [
    plantedSession('s-1', { createdAt: instant(1) }),
    plantedSession('u-0', { ...update, createdAt: instant(0) }),
    plantedSession('u-1', { ...update, createdAt: instant(2) }),
    plantedSession('u-2', { ...update, createdAt: instant(9) }),
  ];
  await store.keepSessions(serverId, { rows: sessions, cursor: null });
  const tasks = [
    plantedTask('t-1', { sessionId: 's-1', name: 'sql01' }),
    plantedTask('t-2', { sessionId: 's-2' }),
  ];
  await store.keepTasks(serverId, { rows: tasks, cursor: null });
  expect(await answers.runTasks(serverId, ['s-1'], 9)).toMatchObject([
    { sessionId: 's-1', name: 'sql01', repositoryName: null },
  ]);
  const period = { vbrServerId: serverId, from: instant(1), until: instant(3), limit: 9 };
  expect(await answers.serverEvents(period)).toEqual([
    { sessionId: 'u-1', at: instant(2), name: 'Update of proxy1' },
  ]);
});

test('knows which jobs failed at an instant and which were at work in a period', async () => {
  const { serverId } = collector();
  type Outcome = 'failed' | 'success' | 'canceled' | 'running';
  const run = (jobId: string, day: number, outcome: Outcome) =>
    plantedRun(`${jobId}-${day}`, {
      jobId,
      outcome,
      startedAt: instant(day),
      endedAt: outcome === 'running' ? null : instant(day, 2),
    });
  const folded = [
    { jobId: 'a', runs: [run('a', 1, 'failed'), run('a', 2, 'canceled'), run('a', 4, 'success')] },
    { jobId: 'b', runs: [run('b', 1, 'failed'), run('b', 2, 'success'), run('b', 4, 'failed')] },
    { jobId: 'c', runs: [run('c', 3, 'success'), run('c', 5, 'running')] },
  ];
  await analysis.replaceRuns(
    serverId,
    folded.map((job) => ({ ...job, from: instant(0) })),
  );
  expect(await answers.failingAt(serverId, instant(3))).toEqual(['a']);
  expect(await answers.failingAt(serverId, instant(5))).toEqual(['b']);
  const period = { vbrServerId: serverId, limit: 9 };
  const at = (day: number, hour: number) =>
    answers.jobsAtWork({ ...period, from: instant(day, hour), until: instant(day, hour + 1) });
  expect(await at(4, 1)).toEqual(['a', 'b']);
  expect(await at(4, 3)).toEqual([]);
  expect(await at(5, 3)).toEqual(['c']);
  expect(await at(9, 3)).toEqual([]);
});
