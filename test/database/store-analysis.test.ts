import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Finding } from '../../src/domain/finding.ts';
import type { JobFacts, JobToFold } from '../../src/ports/analysis-store.ts';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { openCollectionStore } from '../../src/store/collection/collection-store.ts';
import { withClient } from '../../src/store/connection.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import {
  briefly,
  instant,
  plantedDefinition,
  plantedFinding,
  plantedJobState,
  plantedRecord,
  plantedRepositoryState,
  plantedRun,
  plantedSession,
} from './store-rows.ts';

const passId = '0193e000-0000-7000-8000-000000000001';
const window = { from: instant(0), asOf: instant(40), staleBefore: instant(0) };
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

async function everything<Part>(batches: AsyncIterable<readonly Part[]>): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for await (const batch of batches) parts.push(...batch);
  return parts;
}

const keep = (...rows: ReturnType<typeof plantedSession>[]) =>
  collection.keepSessions(serverId, { rows, cursor: null });
const toFold = (): Promise<readonly JobToFold[]> => everything(analysis.jobsToFold(serverId));
const toAnalyse = (over: Partial<typeof window> = {}): Promise<readonly JobFacts[]> =>
  everything(analysis.jobsToAnalyse(serverId, { ...window, ...over }));
const keepFindings = (...findings: Finding[]) => analysis.keepFindings(serverId, passId, findings);

test('sessions come back as they were kept, from the first one when nothing was folded yet', async () => {
  const sessions = [
    plantedSession('s-1', { createdAt: instant(1) }),
    plantedSession('s-2', { createdAt: instant(2), progress: null, retryNumber: 1 }),
  ];
  await keep(...sessions.toReversed(), plantedSession('x', { jobId: null }));
  expect(await toFold()).toEqual([
    { job: { id: 'job-1', retry: null }, from: instant(1), sessions },
  ]);
});

test('the retry rule of the job comes with it', async () => {
  const retry = { isEnabled: true, count: 3, awaitMinutes: null };
  await collection.keepJobDefinitions(
    serverId,
    [plantedDefinition('job-1', { retry })],
    instant(1),
  );
  await keep(plantedSession('s-1'));
  expect((await toFold())[0]?.job).toEqual({ id: 'job-1', retry });
});

test('folding begins anew at the last run that started a day before the change', async () => {
  for (const day of [1, 5, 8, 9])
    await keep(plantedSession(`s-${day}`, { createdAt: instant(day) }));
  await toFold();
  const runs = [1, 5, 8].map((day) => plantedRun(`s-${day}`, { startedAt: instant(day) }));
  await analysis.replaceRuns(serverId, [{ jobId: 'job-1', from: instant(1), runs }]);
  await keep(plantedSession('late', { createdAt: instant(8, 23) }));
  const [job] = await toFold();
  expect(job?.from).toEqual(instant(5));
  expect(job?.sessions.map((session) => session.id)).toEqual(['s-5', 's-8', 'late', 's-9']);
});

test('folding never begins inside an earlier run that reaches further', async () => {
  await keep(plantedSession('s-1', { createdAt: instant(1) }));
  await toFold();
  const long = plantedRun('long', { startedAt: instant(4), endedAt: instant(5, 2) });
  const inside = plantedRun('inside', { startedAt: instant(5) });
  await analysis.replaceRuns(serverId, [
    { jobId: 'job-1', from: instant(1), runs: [long, inside] },
  ]);
  await keep(plantedSession('late', { createdAt: instant(7) }));
  expect((await toFold())[0]?.from).toEqual(instant(4));
});

test('sessions of what the list of jobs does not name wait, unless no job is known at all', async () => {
  await keep(plantedSession('offload', { jobId: 'no-job' }));
  expect((await toFold()).map(({ job }) => job.id)).toEqual(['no-job']);
  await collection.keepJobDefinitions(serverId, [plantedDefinition('job-1')], instant(1));
  await keep(plantedSession('s-1'));
  expect((await toFold()).map(({ job }) => job.id)).toEqual(['job-1']);
});

test('many marked jobs come in batches, each once', async () => {
  const ids = Array.from({ length: 120 }, (_, index) => `job-${index}`);
  await keep(...ids.map((id) => plantedSession(`s-${id}`, { jobId: id })));
  const sizes: number[] = [];
  const seen: string[] = [];
  for await (const batch of analysis.jobsToFold(serverId)) {
    sizes.push(batch.length);
    seen.push(...batch.map((one) => one.job.id));
    const folded = batch.map((one) => ({ jobId: one.job.id, from: one.from, runs: [] }));
    await analysis.replaceRuns(serverId, folded);
  }
  expect(Math.max(...sizes)).toBeLessThanOrEqual(50);
  expect(seen.toSorted()).toEqual(ids.toSorted());
  expect(await toFold()).toEqual([]);
});

test('a change that arrives while its job is folded is folded next time', async () => {
  await keep(plantedSession('s-1'));
  for await (const batch of analysis.jobsToFold(serverId)) {
    await keep(plantedSession('s-2', { createdAt: instant(1) }));
    const folded = batch.map((one) => ({
      jobId: one.job.id,
      from: one.from,
      runs: [plantedRun('s-1')],
    }));
    await analysis.replaceRuns(serverId, folded);
  }
  const [job] = await toFold();
  expect(job?.sessions.map((session) => session.id)).toContain('s-2');
});

test('runs are replaced from the instant on: same ones untouched, gone ones removed, earlier ones left', async () => {
  const run = (day: number, over = {}) =>
    plantedRun(`r-${day}`, { startedAt: instant(day), ...over });
  const replace = (from: Date, ...runs: ReturnType<typeof plantedRun>[]) =>
    analysis.replaceRuns(serverId, [{ jobId: 'job-1', from, runs }]);
  expect(await replace(instant(0), run(1), run(2), run(3))).toEqual({ inserted: 3, changed: 0 });
  expect(await replace(instant(0), run(1), run(2), run(3))).toEqual({ inserted: 0, changed: 0 });
  const changed = await replace(instant(2), run(2, { outcome: 'failed' }), run(4));
  expect(changed).toEqual({ inserted: 1, changed: 2 });
  const [facts] = await toAnalyse();
  expect(facts?.runs).toEqual([run(1), run(2, { outcome: 'failed' }), run(4)].map(briefly));
});

test('analysis gets the runs of the window and the job as it is listed', async () => {
  await collection.keepJobStates(serverId, [plantedJobState('job-1')], true, instant(5));
  const runs = [1, 10, 20].map((day) => plantedRun(`r-${day}`, { startedAt: instant(day) }));
  await analysis.replaceRuns(serverId, [{ jobId: 'job-1', from: instant(0), runs }]);
  const facts = await toAnalyse({ from: instant(5), asOf: instant(15) });
  expect(facts).toEqual([
    {
      job: {
        ...plantedJobState('job-1'),
        isDisabled: null,
        runsAutomatically: null,
        retry: null,
        lastSeenAt: instant(5),
        isListed: true,
      },
      runs: runs.slice(1, 2).map(briefly),
      depth: { schedule: null, predecessorEnds: null, tellingSpans: [] },
    },
  ]);
});

test('with a job come its schedule, the ends of the job it waits for, and what the logs tell of waiting', async () => {
  const schedule = {
    daily: { localTime: '22:00', kind: 'SelectedDays', days: ['Monday'] },
    monthly: { localTime: '04:00', dayOfMonth: null },
    periodically: null,
    isContinuous: false,
    afterJobName: 'Job first',
  };
  await collection.keepJobDefinitions(
    serverId,
    [plantedDefinition('first'), plantedDefinition('second', { schedule })],
    instant(1),
  );
  const runs = [
    plantedRun('r-1', { jobId: 'first', startedAt: instant(7) }),
    plantedRun('r-2', { jobId: 'first', startedAt: instant(6), outcome: 'failed' }),
    plantedRun('r-3', { jobId: 'first', startedAt: instant(8), outcome: 'canceled' }),
    plantedRun('r-4', { jobId: 'first', startedAt: instant(2) }),
  ];
  await analysis.replaceRuns(serverId, [{ jobId: 'first', from: instant(0), runs }]);
  await keep(plantedSession('s-1', { jobId: 'second', createdAt: instant(9) }));
  const owner = { kind: 'session', id: 's-1', sessionId: 's-1' } as const;
  const record = (id: number, title: string, hour: number) =>
    plantedRecord(id, { title, startedAt: instant(9, hour), updatedAt: instant(9, hour + 1) });
  const records = [
    record(1, 'Resource not ready: Repository', 1),
    record(2, 'Processing vm-1', 2),
    record(3, 'Nothing to process.', 3),
  ];
  await collection.keepLog(serverId, owner, records, instant(10));
  const facts = await toAnalyse({ from: instant(5) });
  const depthOf = (id: string) => facts.find(({ job }) => job.id === id)?.depth;
  expect(depthOf('first')).toEqual({ schedule: null, predecessorEnds: null, tellingSpans: [] });
  expect(depthOf('second')).toEqual({
    schedule,
    predecessorEnds: [instant(6), instant(7)].map((at) => new Date(at.getTime() + 600_000)),
    tellingSpans: [
      { kind: 'waiting', startedAt: instant(9, 1), endedAt: instant(9, 2) },
      { kind: 'nothing-to-process', startedAt: instant(9, 3), endedAt: instant(9, 4) },
    ],
  });
});

test('a schedule of another shape is not told', async () => {
  await collection.keepJobDefinitions(serverId, [plantedDefinition('job-1')], instant(1));
  await withClient(databases.connections.owner.metrics, 'test', (client) =>
    client.query(`UPDATE job SET schedule = '{"daily": "noon"}' WHERE vbr_server_id = $1`, [
      serverId,
    ]),
  );
  expect((await toAnalyse())[0]?.depth.schedule).toBeNull();
});

test('the clock of the server is read by its zone and its offset', async () => {
  expect(await analysis.serverClock(serverId)).toEqual({ zone: null, offsetMinutes: 0 });
  const clock = {
    serverTime: instant(1),
    offsetMinutes: 60,
    zone: 'Europe/Berlin',
    skewSeconds: 0,
  };
  await collection.recordServer(serverId, null, clock);
  expect(await analysis.serverClock(serverId)).toEqual({
    zone: 'Europe/Berlin',
    offsetMinutes: 60,
  });
});

test('a job is due when never analysed, when marked and when stale, and not otherwise', async () => {
  await collection.keepJobStates(
    serverId,
    [plantedJobState('a'), plantedJobState('b')],
    true,
    instant(1),
  );
  const due = async (staleBefore = instant(0)) =>
    (await toAnalyse({ staleBefore })).map((facts) => facts.job.id);
  expect(await due()).toEqual(['a', 'b']);
  await keepFindings(plantedFinding('a', 90), plantedFinding('b', 50));
  expect(await due()).toEqual([]);
  expect(await due(instant(11))).toEqual(['a', 'b']);
  await collection.keepJobStates(
    serverId,
    [plantedJobState('b', { name: 'renamed' })],
    false,
    instant(2),
  );
  expect(await due()).toEqual(['b']);
  await collection.keepJobStates(
    serverId,
    [plantedJobState('a', { name: 'again' })],
    false,
    instant(3),
  );
  await keepFindings(plantedFinding('a', 91), plantedFinding('b', 51));
  expect(await due()).toEqual(['a']);
});

test('a job that only its sessions tell of is analysed under the name of the newest', async () => {
  await keep(
    plantedSession('s-1'),
    plantedSession('s-2', { name: 'New name', createdAt: instant(3), result: 'Failed' }),
  );
  await analysis.replaceRuns(serverId, [{ jobId: 'job-1', from: instant(0), runs: [] }]);
  const [unlistable] = await toAnalyse();
  expect(unlistable?.job).toMatchObject({
    name: 'New name',
    lastResult: 'Failed',
    isListed: true,
    lastRunAt: instant(3),
  });
  await collection.keepJobStates(serverId, [plantedJobState('other')], true, instant(5));
  const facts = await toAnalyse();
  expect(facts.find((one) => one.job.id === 'job-1')?.job.isListed).toBe(false);
});

test('a finding is kept once per subject and its day once in history, with the last score', async () => {
  expect(await keepFindings(plantedFinding('a', 80))).toEqual({ inserted: 1, changed: 0 });
  const later = { asOf: instant(10, 5) };
  expect(await keepFindings(plantedFinding('a', 80, later))).toEqual({ inserted: 0, changed: 0 });
  expect(await keepFindings(plantedFinding('a', 70, later))).toEqual({ inserted: 0, changed: 1 });
  await keepFindings(plantedFinding('a', 60, { asOf: instant(11) }));
  const history = await withClient(databases.connections.owner.metrics, 'test', async (client) => {
    const { rows } = await client.query(
      'SELECT day::text, score FROM finding_history WHERE vbr_server_id = $1 ORDER BY day',
      [serverId],
    );
    return rows;
  });
  expect(history).toEqual([
    { day: '2026-01-11', score: 70 },
    { day: '2026-01-12', score: 60 },
  ]);
});

test('current findings stream back whole, of every status', async () => {
  const failed: Finding = {
    feature: 'health',
    subject: { kind: 'job', id: 'broken', name: 'Broken\\"job' },
    asOf: instant(10),
    method: 'm',
    measures: {},
    status: 'failed',
    reason: 'it threw',
  };
  const findings = [
    ...Array.from({ length: 600 }, (_, index) => plantedFinding(`j${index}`, index / 6)),
    failed,
    {
      ...failed,
      subject: { kind: 'job', id: 'new', name: 'New' },
      status: 'insufficient-data',
      reason: 'few',
    },
  ] satisfies Finding[];
  await keepFindings(...findings);
  const sizes: number[] = [];
  const back: Finding[] = [];
  for await (const batch of analysis.currentFindings(serverId, 'health', 'job')) {
    sizes.push(batch.length);
    back.push(...batch);
  }
  expect(sizes.length).toBeGreaterThan(1);
  const byId = (one: Finding, other: Finding) => (one.subject.id < other.subject.id ? -1 : 1);
  expect(back).toEqual(findings.toSorted(byId));
  expect(await everything(analysis.currentFindings(serverId, 'health', 'estate'))).toEqual([]);
  const some = analysis.currentFindings(serverId, 'health', 'job', {
    subjectIds: ['new', 'never seen'],
  });
  expect((await everything(some)).map(({ subject }) => subject.id)).toEqual(['new']);
});

test('of a finding those measures alone that are named', async () => {
  await keepFindings(plantedFinding('a', 80));
  const withOnly = async (...measures: readonly string[]) =>
    everything(analysis.currentFindings(serverId, 'health', 'job', { measures }));
  const whole = plantedFinding('a', 80);
  expect(await withOnly('runs', 'not there')).toEqual([{ ...whole, measures: { runs: 30 } }]);
  expect(await withOnly('not there')).toEqual([{ ...whole, measures: {} }]);
});

test('a stored finding of another shape is refused by name', async () => {
  await keepFindings(plantedFinding('a', 80));
  await withClient(databases.connections.owner.metrics, 'test', (client) =>
    client.query(`UPDATE finding SET parts = '[{"name": 1}]' WHERE vbr_server_id = $1`, [serverId]),
  );
  const reading = everything(analysis.currentFindings(serverId, 'health', 'job'));
  await expect(reading).rejects.toMatchObject({
    code: 'defect',
    happened: 'the stored finding of job a cannot be read',
  });
});

test('a repository is read with its newest sample, or with none', async () => {
  const sample = {
    repositoryId: 'r-1',
    capacityGib: 10,
    freeGib: 4,
    usedGib: 6,
    reportedUsedGib: 7,
    isOnline: true,
  };
  const states = [plantedRepositoryState('r-1'), plantedRepositoryState('r-2')];
  for (const day of [3, 1, 2]) {
    await collection.keepRepositoryStates(
      serverId,
      states,
      [{ ...sample, takenAt: instant(day) }],
      instant(day),
    );
  }
  expect(await analysis.repositoryReadings(serverId)).toEqual([
    {
      id: 'r-1',
      name: 'Repository r-1',
      type: 'WinLocal',
      seenAt: instant(2),
      sample: { ...sample, takenAt: instant(3) },
    },
    { id: 'r-2', name: 'Repository r-2', type: 'WinLocal', seenAt: instant(2), sample: null },
  ]);
});

test('servers and what became of their sources are read', async () => {
  const state = {
    source: 'jobs',
    availability: 'failed',
    checkedAt: instant(1),
    reason: 'HTTP 500',
    rowsSeen: 0,
    rowsRejected: 0,
    pending: 12,
  } as const;
  await collection.recordSource(serverId, passId, state);
  expect(await analysis.sourceStates(serverId)).toEqual([{ ...state, lastAvailableAt: null }]);
  expect((await analysis.servers()).find((server) => server.id === serverId)?.entry).toBe(
    `entry ${servers}`,
  );
});
