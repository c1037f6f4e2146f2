import { expect, it } from 'vitest';
import { createAnswerStore, type KeptServer } from '../../test/fixtures/answer-store.ts';
import { plantedCause } from '../../test/fixtures/planted-causes.ts';
import { plantServer } from '../../test/fixtures/planted-server.ts';
import type { FailureGroup } from '../domain/cause.ts';
import type { Finding } from '../domain/finding.ts';
import { healthReply } from '../presentation/health-reply.ts';
import { estimatedTokens } from '../presentation/token-estimate.ts';
import type { HealthRequest } from './health-request.ts';
import { healthStatus } from './health-status.ts';

const asOf = new Date('2026-11-23T06:00:00Z');
const dataAt = new Date('2026-11-23T04:00:00Z');
const hourMs = 3_600_000;
const planted = plantServer({
  ...{ id: 1, entry: 'vbr', dataAt, score: 80 },
  jobs: [
    {
      ...{ name: 'SQL', score: 40 },
      runs: [
        { hoursAgo: 5, outcome: 'failed' },
        { hoursAgo: 29, outcome: 'success' },
      ],
    },
    {
      ...{ name: 'Files', score: 90 },
      runs: [
        { hoursAgo: 5, outcome: 'success' },
        { hoursAgo: 29, outcome: 'failed' },
      ],
    },
    { name: 'Mail', score: 99, runs: [{ hoursAgo: 29, outcome: 'success' }] },
  ],
});
const [badRun, goodRun, , , mailRun] = planted.runs;
const sqlId = badRun?.jobId ?? '';

function groupOf(id: string, over: Partial<FailureGroup> = {}): FailureGroup {
  return {
    ...{ id, causeClass: id, signatureId: null, fingerprint: null, isOpen: true },
    component: { kind: 'repository', name: `repository of ${id}` },
    ...{ firstSeenAt: dataAt, lastSeenAt: dataAt, workloads: ['vm'], runIds: [badRun?.id ?? ''] },
    jobIds: [sqlId],
    ...over,
  };
}

function workload(name: string, state: string, over: object = {}): Finding {
  return {
    ...{ feature: 'protection', status: 'scored', asOf: dataAt, method: 'planted', grade: 'F' },
    ...{
      score: state === 'protected' ? 100 : 10,
      parts: [],
      confidence: { value: 1, factors: [] },
    },
    subject: { kind: 'workload', id: `VMware/${name}`, name },
    measures: {
      ...{ platform: 'VMware', state, reason: `why ${state}`, isGreenJobOnly: false },
      ...{ pointsAsOf: dataAt.toISOString(), newestUsable: null, newestUnusable: null },
      ...{ ageHours: null, toleratedHours: 26, medianIntervalHours: 24 },
      points: { total: 9, usable: 0, suspicious: 0, infected: 2, notUsable: 7 },
      jobs: [{ id: 'j', name: 'SQL', isActive: true, lastOutcome: 'success', lastRunAt: null }],
      lastTask: { id: 'task-9', at: dataAt.toISOString(), outcome: 'success' },
      ...over,
    },
  };
}

const estate: Finding = {
  ...workload('', 'late'),
  subject: { kind: 'estate', id: '1', name: 'vbr' },
  measures: {
    workloads: { known: 4, protected: 1, late: 2, unprotected: 1, left: 0, unreadable: 0 },
    greenJobOnly: { count: 1, named: [] },
    notProtected: { count: 3, named: [] },
  },
};
const protection = [
  workload('sql01', 'late', { ageHours: 50 }),
  workload('sql02', 'unprotected'),
  workload('app', 'late', { ageHours: 30.27, isGreenJobOnly: true }),
  workload('fine', 'protected'),
  estate,
];

async function reply(request: HealthRequest, over: Partial<KeptServer> = {}) {
  const kept = { ...planted, findings: [...planted.findings, ...protection], ...over };
  const context = { answers: createAnswerStore([kept]), asOf, simulated: false };
  return healthReply(await healthStatus(context, request), request.detail ?? 'summary');
}

it('lists groups that go on before closed ones, those of most jobs first, with their newest line', async () => {
  const groups = [
    groupOf('closed', { isOpen: false, runIds: [] }),
    groupOf('small'),
    groupOf('large', { jobIds: [sqlId, 'gone'] }),
  ];
  const causes = [plantedCause({ runId: badRun?.id ?? '', causeClass: 'large', text: 'the line' })];
  const { structuredContent, text } = await reply({ scope: 'groups' }, { groups, causes });
  expect(structuredContent).toMatchObject({
    open: 2,
    groups: [
      { group: 'large', jobs: { count: 2, names: ['SQL', 'job gone'] }, line: 'the line' },
      { group: 'small', component: { kind: 'repository', name: 'repository of small' } },
      { group: 'closed', open: false },
    ],
  });
  expect(text).toMatch(/Groups of failures of one cause: 3, open: 2[\s\S]*"the line"/);
});

it('tells which workloads are not protected, those behind a green job first', async () => {
  const { structuredContent, text } = await reply({ scope: 'workload' });
  expect(structuredContent).toMatchObject({
    protection: { known: 4, protected: 1, greenJobOnly: 1 },
    workloads: [
      { workload: 'app', state: 'late', greenJobOnly: true, ageHours: 30.3, toleratedHours: 26 },
      { workload: 'sql02', state: 'unprotected', why: 'why unprotected' },
      { workload: 'sql01', state: 'late' },
    ],
    page: { total: 3 },
  });
  expect(text).toContain('"app": late behind a green job (why late)');
});

it('tells of one workload its points, its jobs and its last task, and suggests names', async () => {
  const { structuredContent, text } = await reply({ workload: 'sql02' });
  expect(structuredContent).toMatchObject({
    ...{ kind: 'workload', state: 'unprotected' },
    details: { points: { total: 9, usable: 0, infected: 2 }, lastTask: { task: 'task-9' } },
  });
  expect(text).toMatch(/Newest usable: none[\s\S]*task-9[\s\S]*Job "SQL": active/);
  await expect(reply({ workload: 'sq' })).rejects.toThrow(/several workloads fit/);
  await expect(reply({ workload: 'sqlx' })).rejects.toThrow(/did you mean "sql01"/);
});

it('tells what changed since an instant: newly failing, mended, groups, definitions', async () => {
  const seenAt = new Date(dataAt.getTime() - hourMs);
  const versions = [
    { jobId: sqlId, seenAt, definition: { name: 'SQL', x: 2 }, before: { name: 'SQL', x: 1 } },
    { jobId: 'first', seenAt, definition: { name: 'first' }, before: null },
  ];
  const groups = [groupOf('new'), groupOf('old', { firstSeenAt: new Date(0) })];
  const { structuredContent } = await reply(
    { scope: 'changes', since: '12h' },
    { versions, groups },
  );
  expect(structuredContent).toMatchObject({
    counts: { 'new-failing': 1, fixed: 1, 'new-group': 1, 'closed-group': 0, definition: 1 },
    changes: [
      { change: 'new-failing', subject: 'SQL', at: '2026-11-22T23:00Z' },
      { change: 'new-group', subject: 'new on repository repository of new' },
      { change: 'definition', subject: 'SQL', text: 'x: 1 → 2' },
      { change: 'fixed', subject: 'Files' },
    ],
  });
});

it('compares the last good with the first bad run of a job', async () => {
  const task = { processedBytes: null, repositoryName: 'Main' };
  const tasks = [
    { ...task, sessionId: goodRun?.id ?? '', name: 'a' },
    { ...task, sessionId: badRun?.id ?? '', name: 'b' },
  ];
  const at = new Date(dataAt.getTime() - 10 * hourMs);
  const events = [
    { sessionId: 'update', at, name: 'Host components update' },
    { sessionId: 'early', at: new Date(0), name: 'Before' },
  ];
  const { structuredContent, text } = await reply(
    { scope: 'changes', job: 'SQL' },
    { tasks, events },
  );
  expect(structuredContent).toMatchObject({
    lastGood: { session: goodRun?.id },
    firstBad: { session: badRun?.id },
    runChanges: [{ field: 'workloads', before: expect.stringContaining('a') }],
    events: [{ session: 'update' }],
    newNeighbours: { count: 0 },
  });
  expect(text).toContain('Host components update');
  const mail = await reply({ scope: 'changes', job: 'Mail' });
  expect(mail.text).toContain('no failed run is kept');
  expect(mailRun?.outcome).toBe('success');
});

it('tells in the answer of the estate what goes on, what is missed and what is not protected', async () => {
  const { structuredContent, text } = await reply({}, { groups: [groupOf('disk')] });
  expect(structuredContent).toMatchObject({
    openGroups: { count: 1, top: [{ cause: 'disk', component: 'repository repository of disk' }] },
    protection: { late: 2, unprotected: 1 },
    servers: [{ watch: { missedRuns: 0, silentJobs: { count: 0 } } }],
    verdict: 'attention',
  });
  expect(text).toMatch(
    /3 workloads are not protected[\s\S]*Missed runs: 0[\s\S]*Open groups of failures of one cause: 1/,
  );
});

it('keeps 2,000 tokens in every scope, however long the names and however many the rows', async () => {
  const long = (index: number) => `${'Účetnictví 会計部 '.repeat(12)}${index}`;
  const many = Array.from({ length: 60 }, (_, index) => index);
  const jobIds = planted.findings.map(({ subject }) => subject.id);
  const over: Partial<KeptServer> = {
    groups: many.map((index) =>
      groupOf(String(index), { jobIds, causeClass: long(index), workloads: many.map(long) }),
    ),
    causes: many.map((index) =>
      plantedCause({ runId: badRun?.id ?? '', causeClass: long(index), text: long(index) }),
    ),
    findings: [
      ...planted.findings,
      ...many.map((index) => workload(long(index), 'late', { reason: long(index) })),
      estate,
    ],
    events: many.map((index) => ({
      sessionId: 's',
      at: new Date(dataAt.getTime() - 9 * hourMs),
      name: long(index),
    })),
    versions: many.map((index) => ({
      jobId: sqlId,
      seenAt: dataAt,
      definition: { x: long(index) },
      before: { x: '' },
    })),
  };
  const requests: HealthRequest[] = [
    {},
    { scope: 'groups' },
    { scope: 'workload' },
    { workload: long(3) },
    { scope: 'changes', since: '7d' },
    { scope: 'changes', job: 'SQL' },
  ];
  for (const request of requests) {
    const { structuredContent, text } = await reply({ ...request, limit: 50 }, over);
    const tokens = estimatedTokens(text) + estimatedTokens(JSON.stringify(structuredContent));
    expect(tokens, JSON.stringify(request)).toBeLessThanOrEqual(2000);
  }
});
