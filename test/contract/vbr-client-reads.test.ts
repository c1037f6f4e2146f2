import { afterEach, expect, test } from 'vitest';
import { isFault } from '../../src/domain/errors.ts';
import {
  allRows,
  connectTo,
  listOf,
  type Route,
  refusalOf,
  type ScriptedServer,
  slices,
  startServer,
  vbrRoutes,
} from './vbr-client-server.ts';

const open: { close: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

async function serve(routes: Readonly<Record<string, Route>>): Promise<ScriptedServer> {
  const server = await startServer(routes);
  open.push(server);
  return server;
}

async function connect(server: ScriptedServer, more: Parameters<typeof connectTo>[1] = {}) {
  const source = await connectTo(server, more);
  open.push(source);
  return source;
}

const hourMs = 3_600_000;
const from = Date.parse('2026-10-01T00:00:00Z');
const window = { createdAfter: new Date(from), createdBefore: new Date(from + 1_000 * hourMs) };

function session(index: number, more: object = {}): Record<string, unknown> {
  return {
    id: `session-${index}`,
    name: `Job ${index} (Incremental)`,
    jobId: `job-${index % 7}`,
    sessionType: 'BackupJob',
    state: 'Stopped',
    creationTime: new Date(from + index * hourMs).toISOString(),
    endTime: new Date(from + index * hourMs + 60_000).toISOString(),
    usn: index,
    result: { result: 'Success', message: 'Success', isCanceled: false },
    ...more,
  };
}

test('sessions that the server gives outside the window are left out, and the order is ours', async () => {
  const rows = [session(5), session(2), session(-1), session(1_000), session(0)];
  const source = await connect(await serve(vbrRoutes({ '/api/v1/sessions': slices(() => rows) })));
  const names = (await allRows(source.sessions(window))).map(({ id }) => id);
  expect(names).toEqual(['session-0', 'session-2', 'session-5']);
});

test('sessions inserted and removed while they are read are neither missed nor doubled', async () => {
  let list = Array.from({ length: 900 }, (_none, index) => session(index));
  let requests = 0;
  const moving: Route = (request, response) => {
    requests += 1;
    if (requests === 3) list = list.slice(120);
    if (requests === 6)
      list = [...Array.from({ length: 50 }, (_none, index) => session(-index - 1)), ...list];
    return slices(() => list, 100)(request, response);
  };
  const source = await connect(await serve(vbrRoutes({ '/api/v1/sessions': moving })), {
    pageLimit: 200,
  });
  const ids = (await allRows(source.sessions(window))).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const expected = Array.from({ length: 780 }, (_none, index) => `session-${index + 120}`);
  expect(expected.filter((id) => !ids.includes(id))).toEqual([]);
});

test('unknown words, unknown fields, nulls, huge numbers and zero dates do not cost a valid row', async () => {
  const rows = [
    session(1, {
      sessionType: 'HologramBackup',
      state: 'Dreaming',
      mood: 'odd',
      result: { result: 'Maybe' },
    }),
    session(2, {
      endTime: null,
      result: null,
      parentSessionId: null,
      progress: null,
      jobId: '00000000-0000-0000-0000-000000000000',
    }),
    session(3, { usn: 2 ** 53 + 2, endTime: '1900-01-01T00:00:00' }),
    session(4, {
      endTime: '0001-01-01T00:00:00',
      progress: { duration: 'x', readSize: 'N/A', processedSize: -1, bottleneck: 'Source' },
    }),
    session(5, {
      endTime: new Date(from).toISOString(),
      retryInfo: { isRecheckRetry: true, retryNumber: null },
      originalSessionId: 'session-1',
    }),
    session(6, { name: 'evil\u202Egnp\u0000.exe\nline' }),
  ];
  const source = await connect(await serve(vbrRoutes({ '/api/v1/sessions': slices(() => rows) })));
  const read = await allRows(source.sessions(window));
  expect(read).toHaveLength(6);
  expect(read[0]).toMatchObject({
    sessionType: 'HologramBackup',
    state: 'Dreaming',
    result: 'Maybe',
    message: null,
  });
  expect(read[1]).toMatchObject({ endedAt: null, result: null, jobId: null });
  expect(read[2]).toMatchObject({ endedAt: null, usn: 2 ** 53 + 2 });
  expect(read[3]).toMatchObject({
    endedAt: null,
    progress: { readBytes: null, processedBytes: null, bottleneck: 'Source' },
  });
  expect(read[4]).toMatchObject({
    endedAt: null,
    isRecheckRetry: true,
    retryNumber: null,
    originalSessionId: 'session-1',
  });
  expect(read[5]?.name).toBe('evil gnp .exe line');
});

test('rows that cannot be read are set aside with id and reason, the others are kept', async () => {
  const rows = [
    session(1, { creationTime: 'yesterday' }),
    session(2, { name: 42 }),
    session(3, { id: '../../secret' }),
    session(4, { result: 'Failed' }),
    'not an object',
    session(5),
  ];
  const source = await connect(await serve(vbrRoutes({ '/api/v1/sessions': slices(() => rows) })));
  const pages = [];
  for await (const page of source.sessions(window)) pages.push(page);
  expect(pages.flatMap((page) => page.rows.map(({ id }) => id))).toEqual(['session-5']);
  const rejected = pages.flatMap((page) => page.rejected);
  expect(rejected.map(({ id }) => id)).toEqual([
    'session-1',
    'session-2',
    '../../secret',
    'session-4',
    null,
  ]);
  expect(rejected.map(({ reason }) => reason.split(':')[0])).toEqual([
    'creationTime',
    'name',
    'id',
    'result',
    'row',
  ]);
});

const task = (index: number, result: string): Record<string, unknown> => ({
  id: `task-${index}`,
  sessionId: `session-${index}`,
  type: 'Backup',
  sessionType: 'BackupJob',
  name: `machine ${index}`,
  state: 'Stopped',
  // Local to the server and without an offset, as VBR writes them.
  creationTime: new Date(from + (index + 2) * hourMs).toISOString().slice(0, 19),
  result: { result, message: 'text' },
});

test('failed and warned tasks are asked for one result at a time and come merged, in the zone of the server', async () => {
  const path = '/api/v1/taskSessions';
  const tasks: Route = (request, response) => {
    const wanted = request.query.get('resultFilter') ?? '';
    const rows = Array.from({ length: 60 }, (_none, index) =>
      task(index, index % 3 === 0 ? 'Failed' : 'Warning'),
    );
    return slices(() => rows.filter(({ result }) => JSON.stringify(result).includes(wanted)))(
      request,
      response,
    );
  };
  const serverTime: Route = () => ({
    json: { serverTime: '2026-10-01T02:00:00+02:00', ianaTimeZoneId: 'Europe/Berlin' },
  });
  const server = await serve(vbrRoutes({ [path]: tasks, '/api/v1/serverTime': serverTime }));
  const source = await connect(server, { pageLimit: 10 });
  const read = await allRows(source.tasks(window, 'unsuccessful'));
  expect(read.map(({ id }) => id)).toEqual(
    Array.from({ length: 60 }, (_none, index) => `task-${index}`),
  );
  // 02:00 in Berlin is midnight in UTC.
  expect(read[0]?.createdAt).toEqual(new Date(from));
  const queries = server.seenAt(path).map(({ query }) => query);
  expect(new Set(queries.map((query) => query.getAll('resultFilter').join()))).toEqual(
    new Set(['Failed', 'Warning']),
  );
  expect(queries.every((query) => query.get('typeFilter') === null)).toBe(true);
  expect(server.seenAt('/api/v1/serverTime')).toHaveLength(1);
});

test('a log keeps its failed and warned records, and of the others what tells something', async () => {
  const records = [
    {
      id: 3,
      status: 'Failed',
      startTime: '2026-10-01T01:00:00Z',
      title: 'Disk full',
      description: null,
      additionalInfo: [{ field: 'a' }],
    },
    {
      id: 2,
      status: 'Warning',
      startTime: null,
      updateTime: '2026-10-01T00:30:00Z',
      title: 'Slow',
    },
    {
      id: 1,
      status: 'Succeeded',
      startTime: '2026-10-01T00:00:00Z',
      title: 'Started',
      additionalInfo: 'text',
    },
    { id: 0, status: 'Failed', title: 'no time' },
    {
      id: 4,
      status: 'Succeeded',
      startTime: '2026-10-01T02:00:00Z',
      title: 'Load: Source 86% > Proxy 54% > Network 56% > Target 42%',
    },
    { id: 1e300, status: 'Failed', startTime: '2026-10-01T02:00:00Z', title: 'no number' },
  ];
  const server = await serve(
    vbrRoutes({
      '/api/v1/taskSessions/task-1/logs': () => ({ json: { totalRecords: 4, records } }),
    }),
  );
  const source = await connect(server);
  const log = await source.log({ kind: 'task', id: 'task-1', sessionId: 'session-1' });
  expect(log?.rows).toEqual([
    {
      recordId: 3,
      status: 'Failed',
      title: 'Disk full',
      description: '',
      startedAt: new Date('2026-10-01T01:00:00Z'),
      updatedAt: null,
    },
    {
      recordId: 2,
      status: 'Warning',
      title: 'Slow',
      description: '',
      startedAt: new Date('2026-10-01T00:30:00Z'),
      updatedAt: new Date('2026-10-01T00:30:00Z'),
    },
    {
      recordId: 4,
      status: 'Succeeded',
      title: 'Load: Source 86% > Proxy 54% > Network 56% > Target 42%',
      description: '',
      startedAt: new Date('2026-10-01T02:00:00Z'),
      updatedAt: null,
    },
  ]);
  expect(log?.rejected.map(({ reason }) => reason.split(':')[0])).toEqual(['startTime', 'id']);
});

test('one job is read by its id; one that is gone is null, one that fails is tried twice', async () => {
  const job = { id: 'job-1', name: 'Daily VMs', type: 'VSphereBackup', isDisabled: true };
  const path = '/api/v1/jobs/job-1';
  const server = await serve(
    vbrRoutes({
      [path]: () => ({ json: job }),
      '/api/v1/jobs/job-2': () => ({ status: 500, json: { message: 'cannot be shown' } }),
      '/api/v1/jobs/job-3': () => ({ json: { ...job, name: 7 } }),
    }),
  );
  const source = await connect(server);
  expect(await source.jobDefinition('job-1')).toMatchObject({
    name: 'Daily VMs',
    isDisabled: true,
  });
  expect(await source.jobDefinition('job-9')).toBeNull();
  for (const id of ['job-2', 'job-3']) {
    const refusal = await refusalOf(source.jobDefinition(id));
    expect(isFault(refusal, 'server-answer-unreadable')).toBe(true);
  }
  expect(server.seenAt('/api/v1/jobs/job-2')).toHaveLength(2);
});

test('facts tell what a server is not allowed to show, does not have, and never did', async () => {
  const denied: Route = () => ({ status: 403, json: { errorCode: 'AccessDenied' } });
  const server = await serve(
    vbrRoutes({
      '/api/v1/license': denied,
      '/api/v1/serverCertificate': () => ({ json: { thumbprint: '86F1' } }),
    }),
  );
  const source = await connect(server);
  expect(isFault(await refusalOf(source.fact('licence')), 'source-forbidden')).toBe(true);
  const missing = await refusalOf(source.fact('configuration-backup'));
  expect(isFault(missing, 'source-unsupported')).toBe(true);
  expect(await source.fact('analyzer-run')).toEqual({ ranAt: null, result: null });
  expect(await source.fact('certificate')).toMatchObject({ thumbprint: '86F1', validTo: null });
});

test('best practices come as items, and anything else there is no list', async () => {
  const path = '/api/v1/securityAnalyzer/bestPractices';
  const practice = { id: 'practice-1', bestPractice: 'Immutable', status: 'OK', note: '' };
  const source = await connect(
    await serve(vbrRoutes({ [path]: () => ({ json: { items: [practice, { id: 'x' }] } }) })),
  );
  const pages = [];
  for await (const page of source.list('best-practices')) pages.push(page);
  expect(pages).toMatchObject([{ rows: [{ text: 'Immutable' }], rejected: [{ id: 'x' }] }]);
  const other = await connect(
    await serve(vbrRoutes({ [path]: () => ({ json: listOf([practice]) }) })),
  );
  const refusal = await refusalOf(allRows(other.list('best-practices')));
  expect(refusal.message).toContain('something that is not a list');
});

test('lists that begin at once ask for the time once', async () => {
  const server = await serve(
    vbrRoutes({ '/api/v1/taskSessions': slices(() => [task(1, 'Failed')]) }),
  );
  const source = await connect(server);
  const lists = Array.from({ length: 4 }, () => allRows(source.tasks(window, 'all')));
  expect((await Promise.all(lists)).flat()).toHaveLength(4);
  expect(server.seenAt('/api/v1/serverTime')).toHaveLength(1);
});

test('twenty slow reads at once are five at a time for the server', async () => {
  const slow: Route = (_request, response) => {
    setTimeout(() => response.end(JSON.stringify(session(1))), 100);
    return undefined;
  };
  const server = await serve(vbrRoutes({ '/api/v1/sessions/session-1': slow }));
  const source = await connect(server, { zone: 'UTC' });
  const reads = Array.from({ length: 20 }, () => source.session('session-1'));
  expect(await Promise.all(reads)).toHaveLength(20);
  expect(server.mostAtOnce()).toBe(5);
});

test('an id that is none never becomes a path', async () => {
  const server = await serve(vbrRoutes());
  const source = await connect(server, { zone: 'UTC' });
  const before = server.seen.length;
  for (const id of ['..', '../jobs', 'a/b', 'a?b=c', 'a%2fb']) {
    for (const read of [
      source.session(id),
      source.jobDefinition(id),
      source.log({ kind: 'task', id, sessionId: id }),
      allRows(source.backupFiles(id)),
    ]) {
      expect(isFault(await refusalOf(read), 'defect')).toBe(true);
    }
  }
  expect(server.seen.length).toBe(before);
});

test('the newest revision offered is taken; a settled one is not floated upward', async () => {
  const probe = (revision: string): Record<string, Route> => ({
    [`/swagger/v${revision}/swagger.json`]: () => ({ json: {} }),
  });
  const server = await serve(vbrRoutes({ ...probe('1.3-rev0'), ...probe('1.3-rev1') }));
  expect((await connect(server)).revision).toBe('1.3-rev2');
  expect((await connect(server, { revision: '1.3-rev1' })).revision).toBe('1.3-rev1');
  const lower = await serve(vbrRoutes({}, '1.3-rev0'));
  expect((await connect(lower, { revision: '1.3-rev1' })).revision).toBe('1.3-rev0');
  const higher = await serve(vbrRoutes({}, '1.3-rev2'));
  const refusal = await refusalOf(connectTo(higher, { revision: '1.3-rev0' }));
  expect(isFault(refusal, 'server-version-unsupported')).toBe(true);
});

test.each<[string, Record<string, Route>, string]>([
  [
    'VBR 12',
    { '/swagger/v1.2-rev1/swagger.json': () => ({ json: {} }) },
    'offers REST revision 1.2-rev1',
  ],
  ['an unknown server', {}, 'is VBR 12 or older'],
])('%s is refused by name without signing in', async (_what, routes, says) => {
  const server = await serve(routes);
  const refusal = await refusalOf(connectTo(server));
  expect(isFault(refusal, 'server-version-unsupported')).toBe(true);
  expect(refusal.message).toContain(says);
  expect(server.seenAt('/api/oauth2/token')).toEqual([]);
});
