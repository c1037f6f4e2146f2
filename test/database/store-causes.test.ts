import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cause, causeKey } from '../../src/domain/cause.ts';
import type { LogOwner } from '../../src/domain/session.ts';
import type { MatchedLine } from '../../src/domain/signature.ts';
import type { LineToMatch } from '../../src/ports/cause-store.ts';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { openAnswerStore } from '../../src/store/answers/answer-store.ts';
import { openCauseStore } from '../../src/store/causes/cause-store.ts';
import { plantedCause as causeOf } from '../fixtures/planted-causes.ts';
import { useCollector } from './collector.ts';
import {
  instant,
  plantedDefinition,
  plantedJobState,
  plantedRecord,
  plantedRepository,
  plantedRun,
  plantedSession,
  plantedTask,
} from './store-rows.ts';

const collector = useCollector();
let analysis: ReturnType<typeof openAnalysisStore>;
let causes: ReturnType<typeof openCauseStore>;
let answers: ReturnType<typeof openAnswerStore>;
beforeAll(() => {
  const { analyst, mcp } = collector().databases.connections;
  analysis = openAnalysisStore(analyst.metrics);
  causes = openCauseStore(analyst.metrics);
  answers = openAnswerStore(mcp.metrics);
});
afterAll(async () => {
  await Promise.all([analysis.close(), causes.close(), answers.close()]);
});

const owner: LogOwner = { kind: 'task', id: 't-1', sessionId: 's-1' };
const known: MatchedLine = {
  isNoise: false,
  matches: [{ signatureId: 'disk', start: 1, end: 5 }],
  fingerprint: 'f-known',
};
const unknown: MatchedLine = { isNoise: false, matches: [], fingerprint: 'f-unknown' };

/** A failed run of one session, one task and its log. */
async function failedRun(): Promise<void> {
  const { store, serverId } = collector();
  await store.keepJobStates(serverId, [plantedJobState('job-1')], true, instant(0));
  await store.keepRepositories(serverId, [plantedRepository('repository-1')], instant(0));
  const session = plantedSession('s-1', { result: 'Failed', message: 'Failed' });
  await store.keepSessions(serverId, { rows: [session], cursor: null });
  await store.keepTasks(serverId, { rows: [plantedTask('t-1')], cursor: null });
  await keepLog();
}

function keepLog(): Promise<void> {
  const { store, serverId } = collector();
  const records = [
    plantedRecord(1, { title: 'Disk', description: 'full' }),
    plantedRecord(2, { status: 'Warning', title: 'Gate is shut', description: '' }),
    plantedRecord(3, { status: 'Succeeded', title: 'Load: Source 1%' }),
  ];
  return store.keepLog(serverId, owner, records, instant(1));
}

async function fold(...outcomes: readonly ('failed' | 'success')[]): Promise<void> {
  for await (const jobs of analysis.jobsToFold(collector().serverId)) {
    const folded = jobs.map(({ job, from }) => ({
      jobId: job.id,
      from,
      runs: outcomes.map((outcome, day) =>
        plantedRun(`s-${day + 1}`, {
          outcome,
          startedAt: instant(day),
          sessionIds: [`s-${day + 1}`],
        }),
      ),
    }));
    await analysis.replaceRuns(collector().serverId, folded);
  }
}

const toMatch = (version = 1) => causes.logsToMatch(collector().serverId, version, 10);
async function matchAs(matched: (line: LineToMatch) => MatchedLine, version = 1): Promise<void> {
  const { owners, lines } = await toMatch(version);
  const told = lines.map((line) => ({ line, matched: matched(line) }));
  await causes.keepMatches(collector().serverId, version, owners, told);
}
const byText = ({ text }: LineToMatch) => (text === 'Disk full' ? known : unknown);
const toExplain = () => causes.runsToExplain(collector().serverId, '', 10);
const keepCauses = (runIds: readonly string[], ...told: readonly Cause[]) =>
  causes.replaceCauses(collector().serverId, runIds, told);
async function toGroup() {
  const spans: { key: string; from: Date; runs: readonly string[] }[] = [];
  for await (const batch of causes.causesToGroup(collector().serverId, 72)) {
    const byKey = Map.groupBy(batch.causes, causeKey);
    for (const { key, from } of batch.spans) {
      spans.push({ key, from, runs: (byKey.get(key) ?? []).map(({ runId }) => runId).sort() });
    }
  }
  return spans;
}

test('failed and warned lines are matched once, and again when their log or the catalogue changes', async () => {
  await failedRun();
  const first = await toMatch();
  expect(first.owners).toEqual([owner]);
  expect(first.lines.toSorted((a, b) => a.recordId - b.recordId)).toEqual([
    { owner, recordId: 1, text: 'Disk full', workload: 'vm-sql-01' },
    { owner, recordId: 2, text: 'Gate is shut', workload: 'vm-sql-01' },
  ]);
  await matchAs(byText);
  expect(await toMatch()).toEqual({ owners: [], lines: [] });
  expect((await toMatch(2)).owners).toEqual([owner]);
  expect((await toMatch(0)).owners).toEqual([owner]);
  await keepLog();
  expect((await toMatch()).owners).toEqual([owner]);
});

test('a run waits to be explained once it is folded, and again when a log of it was matched', async () => {
  await failedRun();
  await matchAs(byText);
  expect((await toExplain()).runIds).toEqual([]);
  await fold('failed');
  const { runIds, runs } = await toExplain();
  expect(runIds).toEqual(['s-1']);
  expect(runs).toEqual([
    {
      run: { id: 's-1', jobId: 'job-1', startedAt: instant(0), outcome: 'failed' },
      sessions: [{ id: 's-1', message: 'Failed', createdAt: instant(0), isLogPending: true }],
      tasks: [
        {
          id: 't-1',
          sessionId: 's-1',
          workload: 'vm-sql-01',
          result: 'Failed',
          message: 'Failed',
          createdAt: instant(0),
          repository: 'Repository repository-1',
          isLogPending: false,
        },
      ],
      lines: [
        {
          ...known,
          sessionId: 's-1',
          taskId: 't-1',
          recordId: 1,
          status: 'Failed',
          at: instant(0),
          text: 'Disk full',
        },
        {
          ...unknown,
          sessionId: 's-1',
          taskId: 't-1',
          recordId: 2,
          status: 'Warning',
          at: instant(0),
          text: 'Gate is shut',
        },
      ],
      jobRepository: 'Repository repository-1',
    },
  ]);
  await keepCauses(runIds);
  expect((await toExplain()).runIds).toEqual([]);
  await keepLog();
  await matchAs(byText);
  expect((await toExplain()).runIds).toEqual(['s-1']);
  expect((await causes.runsToExplain(collector().serverId, 's-1', 10)).runIds).toEqual([]);
});

test('what a run names is known by the lists of its server', async () => {
  const { store, serverId } = collector();
  await store.keepRepositories(serverId, [plantedRepository('r')], instant(0));
  const estate = await causes.knownEstate(serverId);
  expect(estate.components).toEqual([{ kind: 'repository', name: 'Repository r' }]);
  expect(estate.backupServer).toMatch(/^entry /);
});

const day = (number: number, over: Partial<Cause> = {}) =>
  causeOf({ runId: `s-${number}`, at: instant(number), runStartedAt: instant(number), ...over });

test('causes come back as they were kept, the run itself without a workload', async () => {
  const told = [
    day(1, {
      components: [{ kind: 'proxy', name: 'P "1"' }],
      span: null,
      recordId: null,
      taskId: null,
    }),
    day(1, { workload: null, outcome: 'warning', signatureId: null, causeClass: 'unknown' }),
    day(2),
  ];
  await keepCauses(['s-1', 's-2'], ...told);
  const { serverId } = collector();
  const read = await answers.causes({ vbrServerId: serverId, limit: 10 });
  expect(read).toEqual([told[2], told[0], told[1]]);
  expect(await answers.causes({ vbrServerId: serverId, runIds: ['s-2'], limit: 10 })).toEqual([
    told[2],
  ]);
  expect(await answers.causes({ vbrServerId: serverId, jobId: 'other', limit: 10 })).toEqual([]);
});

test('only causes that changed have their groups made anew, from the spell that they are a part of', async () => {
  await keepCauses(['s-1', 's-5', 's-6'], day(1), day(5), day(6));
  expect(await toGroup()).toEqual([
    { key: 'planted', from: instant(1), runs: ['s-1', 's-5', 's-6'] },
  ]);
  const { serverId } = collector();
  const group = (id: string, first: number, last: number) => ({
    id,
    causeClass: 'planted',
    signatureId: 'planted',
    fingerprint: null,
    component: null,
    firstSeenAt: instant(first),
    lastSeenAt: instant(last),
    jobIds: ['job-1'],
    workloads: ['vm'],
    runIds: [`s-${first}`],
  });
  const groups = [group('g-1', 1, 1), group('g-5', 5, 6)];
  await causes.replaceGroups(serverId, [{ key: 'planted', from: instant(1) }], groups);
  expect(await toGroup()).toEqual([]);
  expect(await keepCauses(['s-1', 's-5'], day(1), day(5))).toEqual({ inserted: 0, changed: 0 });
  expect(await toGroup()).toEqual([]);
  await keepCauses(['s-8'], day(8));
  expect(await toGroup()).toEqual([
    { key: 'planted', from: instant(5), runs: ['s-5', 's-6', 's-8'] },
  ]);
  const grown = [group('g-5', 5, 8)];
  await causes.replaceGroups(serverId, [{ key: 'planted', from: instant(5) }], grown);
  await keepCauses(['s-6'], day(6, { causeClass: 'other' }));
  expect((await toGroup()).map(({ key }) => key)).toEqual(['other', 'planted']);
  await keepCauses(['s-5', 's-8']);
  await causes.replaceGroups(serverId, [{ key: 'planted', from: instant(5) }], []);
  const { rows, total } = await answers.failureGroups({ vbrServerId: serverId, limit: 10 });
  expect([rows.map(({ id }) => id), total]).toEqual([['g-1'], 1]);
});

test('a spell goes back over every group that reaches near enough to the next', async () => {
  const { serverId } = collector();
  const groupOf = (first: number, last: number) => ({
    id: `g-${first}`,
    causeClass: 'planted',
    signatureId: null,
    fingerprint: null,
    component: null,
    firstSeenAt: instant(first),
    lastSeenAt: instant(last),
    jobIds: ['job-1'],
    workloads: [],
    runIds: [],
  });
  const groups = [groupOf(0, 1), groupOf(5, 8), groupOf(10, 11), groupOf(13, 20)];
  await causes.replaceGroups(serverId, [{ key: 'planted', from: instant(0) }], groups);
  await keepCauses(['s-16'], day(16));
  expect(await toGroup()).toEqual([{ key: 'planted', from: instant(5), runs: ['s-16'] }]);
});

test('a group is open while the newest ended run of one of its jobs is of it', async () => {
  const { store, serverId } = collector();
  await store.keepJobDefinitions(serverId, [plantedDefinition('job-1')], instant(0));
  const isOpen = async () =>
    (
      await answers.failureGroups({
        vbrServerId: serverId,
        jobId: 'job-1',
        since: instant(0),
        limit: 1,
      })
    ).rows[0]?.isOpen;
  const open = async () => {
    await causes.settleOpenGroups(serverId);
    return answers.openFailureGroups(serverId);
  };
  const group = {
    id: 'g',
    causeClass: 'unknown',
    signatureId: null,
    fingerprint: 'f',
    component: { kind: 'repository', name: 'R' } as const,
    firstSeenAt: instant(0),
    lastSeenAt: instant(0),
    jobIds: ['none', 'job-1'],
    workloads: [],
    runIds: ['s-1'],
  };
  await causes.replaceGroups(serverId, [{ key: 'f', from: instant(0) }], [group]);
  expect([await open(), await isOpen()]).toEqual([[], false]);
  await store.keepSessions(serverId, { rows: [plantedSession('s-1')], cursor: null });
  await fold('failed');
  expect([await open(), await isOpen()]).toEqual([[{ ...group, isOpen: true }], true]);
  const recent = (since: number) => causes.recentGroups(serverId, instant(since));
  expect(await recent(0)).toEqual([{ ...group, isOpen: true }]);
  expect(await recent(1)).toEqual([]);
  await store.keepSessions(serverId, {
    rows: [plantedSession('s-2', { createdAt: instant(1) })],
    cursor: null,
  });
  await fold('failed', 'success');
  expect([await open(), await isOpen()]).toEqual([[], false]);
});

test('texts that no signature names are counted by what they have in common', async () => {
  const { store, serverId } = collector();
  await failedRun();
  const other: LogOwner = { kind: 'session', id: 's-1', sessionId: 's-1' };
  const records = [
    plantedRecord(1, { title: 'Gate 7 is shut', description: '', startedAt: instant(2) }),
    plantedRecord(2, { title: 'Failed', description: '' }),
  ];
  await store.keepLog(serverId, other, records, instant(3));
  await matchAs((line) => (line.text === 'Failed' ? { ...unknown, isNoise: true } : byText(line)));
  expect(await answers.unknownTexts([serverId], 5)).toEqual({
    rows: [
      {
        vbrServerId: serverId,
        fingerprint: 'f-unknown',
        lines: 2,
        jobs: 1,
        firstSeenAt: instant(0),
        lastSeenAt: instant(2),
        example: 'Gate 7 is shut',
      },
    ],
    total: 1,
  });
  expect(await answers.unknownTexts([], 5)).toEqual({ rows: [], total: 0 });
});
