import { expect, it } from 'vitest';
import type { Revision } from '../../domain/vbr-server.ts';
import { createEstate } from '../estate/create-estate.ts';
import { answerRequest, type ReadRequest, type ServerState } from './answer-request.ts';
import type { Faults } from './faults.ts';
import { createMatchCache } from './match-cache.ts';
import type { Role } from './roles.ts';
import { createTokenOffice } from './tokens.ts';

const estate = createEstate({
  scenario: 'troubled',
  seed: 5,
  now: new Date('2026-11-22T12:00:00Z'),
  days: 40,
  jobs: 60,
  repositories: 12,
  sessions: null,
  failedShare: 0.05,
  warnedShare: 0.06,
  zone: 'Europe/Prague',
});

function server(build: Revision = '1.3-rev2', role: Role = 'administrator', faults: Faults = {}) {
  const account = { username: 'u', password: 'p' };
  const tokens = createTokenOffice({ ...account, lifetimeSeconds: 60, wallClock: () => 0 });
  const form = new URLSearchParams({ grant_type: 'password', ...account });
  const bearer: string = JSON.parse(tokens.grant(form, false).body).access_token;
  const state: ServerState = {
    estate,
    build,
    role,
    tokens,
    matches: createMatchCache(),
    pageCap: null,
    certificatePem: '',
  };
  return (target: string, changes: Partial<ReadRequest> = {}) => {
    const { pathname, searchParams } = new URL(target, 'https://simulator');
    const request = { method: 'GET', path: pathname, query: searchParams, body: '', bearer };
    const { status, body } = answerRequest(state, faults, {
      ...request,
      apiVersion: build,
      ...changes,
    });
    return { status, body, json: body === '' ? null : JSON.parse(body) };
  };
}

it('probes as offered what the build speaks and lower, and nothing newer', () => {
  const ask = server('1.3-rev1');
  const status = (name: string) =>
    ask(`/swagger/v${name}/swagger.json`, { apiVersion: null }).status;
  expect([status('1.3-rev2'), status('1.3-rev1'), status('1.3-rev0')]).toEqual([404, 200, 200]);
  const version12 = server('1.3-rev2', 'administrator', { version12: true });
  expect(version12('/swagger/v1.3-rev0/swagger.json').status).toBe(404);
  expect(version12('/swagger/v1.2-rev1/swagger.json').status).toBe(200);
});

it('refuses a version it does not offer, or none, with 400', () => {
  const ask = server('1.3-rev1');
  for (const apiVersion of ['1.3-rev2', null]) {
    const refused = ask('/api/v1/serverTime', { apiVersion });
    expect(refused.status).toBe(400);
    expect(refused.json.errorCode).toBe('NotImplemented');
  }
});

it('answers a missing or wrong token with 401 and nothing else', () => {
  for (const bearer of [null, 'made up']) {
    expect(server()('/api/v1/sessions', { bearer })).toMatchObject({ status: 401, body: '' });
  }
  expect(server()('/api/v1/serverTime', { bearer: null }).status).toBe(200);
});

it('shows each role what the build lets it see', () => {
  const viewer = server('1.3-rev2', 'viewer');
  expect(viewer('/api/v1/serverInfo')).toMatchObject({
    status: 403,
    json: { errorCode: 'AccessDenied' },
  });
  expect(viewer('/api/v1/taskSessions').status).toBe(200);
  const oldSecurity = server('1.3-rev0', 'security-administrator');
  expect(oldSecurity('/api/v1/jobs').status).toBe(403);
  expect(oldSecurity('/api/v1/sessions').status).toBe(200);
  expect(server('1.3-rev1', 'security-administrator')('/api/v1/jobs').status).toBe(200);
});

it('pages by skip and limit, 200 rows without a limit, and ignores parameters it does not know', () => {
  const ask = server();
  const first = ask('/api/v1/sessions?offset=5&startDate=2020-01-01').json;
  expect(first.pagination).toMatchObject({ count: 200, skip: 0, limit: 200 });
  const seen = new Set<string>();
  let skip = 0;
  for (;;) {
    const query = `orderColumn=CreationTime&orderAsc=true&limit=150&skip=${skip}`;
    const { data, pagination } = ask(`/api/v1/sessions?${query}`).json;
    expect(pagination.count).toBe(data.length);
    for (const { id } of data) seen.add(id);
    if (data.length < 150) break;
    skip += 150;
  }
  expect(seen.size).toBe(first.pagination.total);
  expect(seen.size).toBe(estate.visibleEnd);
});

it('orders by creation and filters by time, type, result and job, repeated keys as one list', () => {
  const ask = server();
  const after = '2026-11-01T00:00:00Z';
  const before = '2026-11-10T00:00:00Z';
  const query = `createdAfterFilter=${after}&createdBeforeFilter=${before}&typeFilter=BackupJob&typeFilter=AgentBackup&resultFilter=Failed&resultFilter=Warning&orderColumn=CreationTime&orderAsc=true&limit=500`;
  const { data } = ask(`/api/v1/sessions?${query}`).json;
  expect(data.length).toBeGreaterThan(20);
  let last = '';
  for (const row of data) {
    const created = new Date(row.creationTime).toISOString();
    expect(created >= last && created >= after.slice(0, 19) && created < before).toBe(true);
    last = created;
    expect(['BackupJob', 'AgentBackup']).toContain(row.sessionType);
    expect(['Failed', 'Warning']).toContain(row.result.result);
  }
  const { jobId } = data[0];
  const own = ask(`/api/v1/sessions?jobIdFilter=${jobId}`).json.data;
  expect(own.every((row: { jobId: string }) => row.jobId === jobId)).toBe(true);
});

it('refuses comma lists, words the revision does not know, and values that are none', () => {
  const ask = server('1.3-rev0');
  expect(ask('/api/v1/sessions?typeFilter=BackupJob,ReplicaJob').status).toBe(400);
  expect(ask('/api/v1/sessions?typeFilter=BackupCopyJob').status).toBe(400);
  expect(server('1.3-rev1')('/api/v1/sessions?typeFilter=BackupCopyJob').status).toBe(200);
  expect(ask('/api/v1/sessions?limit=abc').status).toBe(400);
  expect(ask('/api/v1/sessions?createdAfterFilter=yesterday').status).toBe(400);
});

it('shapes sessions as each revision does', () => {
  const keysOf = (build: Revision) =>
    Object.keys(server(build)('/api/v1/sessions?limit=1&nameFilter=*(Retry*').json.data[0]);
  const rev0 = keysOf('1.3-rev0');
  const rev1 = keysOf('1.3-rev1');
  const rev2 = keysOf('1.3-rev2');
  expect(rev1.filter((key) => !rev0.includes(key))).toEqual(['relatedSessionId']);
  expect(rev2.filter((key) => !rev1.includes(key)).sort()).toEqual([
    'algorithm',
    'originalSessionId',
    'progress',
    'retryInfo',
  ]);
});

it('writes statuses and workloads small in rev0 and additional log info as text before rev2', () => {
  const row = (build: Revision) => server(build)('/api/v1/jobs/states?limit=1').json.data[0];
  expect(row('1.3-rev0').status).toMatch(/^[a-z]/);
  expect(row('1.3-rev1').status).toMatch(/^[A-Z]/);
  expect(row('1.3-rev0').workload).toMatch(/^[a-z]/);
  const info = (build: Revision) => {
    const ask = server(build);
    const { id } = ask('/api/v1/sessions?limit=1').json.data[0];
    return ask(`/api/v1/sessions/${id}/logs`).json.records[0].additionalInfo;
  };
  expect(info('1.3-rev1')).toBe('');
  expect(info('1.3-rev2')).toEqual([{ field: 'recordNumber', data: expect.any(String) }]);
});

it('gives sessions with an offset and task sessions without one', () => {
  const ask = server();
  expect(ask('/api/v1/sessions?limit=1').json.data[0].creationTime).toMatch(/[+-]\d\d:\d\d$/);
  const { creationTime } = ask('/api/v1/taskSessions?limit=1').json.data[0];
  expect(creationTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?$/);
});

it('leads from a failed session over its failed tasks to a log that holds the cause among noise', () => {
  const ask = server();
  const tasks = ask('/api/v1/taskSessions?resultFilter=Failed&typeFilter=Backup&limit=50').json
    .data;
  const task = tasks.find(({ result }: { result: { isCanceled: boolean } }) => !result.isCanceled);
  const session = ask(`/api/v1/sessions/${task.sessionId}`).json;
  expect(session.result.result).toBe('Failed');
  const inSession = ask(`/api/v1/sessions/${task.sessionId}/taskSessions`).json.data;
  expect(inSession.map(({ id }: { id: string }) => id)).toContain(task.id);
  const log = ask(`/api/v1/taskSessions/${task.id}/logs?statusFilter=Failed`).json;
  const titles = log.records.map(({ title }: { title: string }) => title);
  expect(titles[0]).toMatch(/^Processing finished with errors at/);
  const told = titles.slice(1).filter((title: string) => !title.endsWith('is not started yet'));
  expect(told).toEqual([expect.stringMatching(/^Error: /)]);
  expect(log.totalRecords).toBe(titles.length);
});

it('keeps the cause of agent jobs in the session log and gives them no tasks', () => {
  const ask = server();
  const query =
    'typeFilter=AgentBackup&typeFilter=AgentPolicy&resultFilter=Failed&resultFilter=Warning&limit=1';
  const { id, result } = ask(`/api/v1/sessions?${query}`).json.data[0];
  expect(ask(`/api/v1/sessions/${id}/taskSessions`).json.data).toEqual([]);
  const { records } = ask(`/api/v1/sessions/${id}/logs?statusFilter=${result.result}`).json;
  expect(records.length).toBeGreaterThanOrEqual(2);
});

it('shows sessions that never end, that are no job’s, and runs still going with result null or None', () => {
  const ask = server();
  const endless = ask('/api/v1/sessions?typeFilter=MalwareDetection').json.data;
  expect(endless).toHaveLength(1);
  expect(endless[0]).toMatchObject({ state: 'Working', name: 'Malware Detection' });
  const offload = ask('/api/v1/sessions?typeFilter=BackupJob&nameFilter=*Offload&limit=1').json;
  expect(ask(`/api/v1/jobs/${offload.data[0].jobId}`).status).toBe(404);
  const working = ask('/api/v1/sessions?stateFilter=Working').json.data;
  for (const row of working) {
    expect(row.endTime ?? null).toBeNull();
    expect(row.result?.result ?? 'None').toBe('None');
  }
});

it('shows repositories as they confuse people: 0 of 0, offline, used above capacity, extents', () => {
  const { data } = server()('/api/v1/backupInfrastructure/repositories/states').json;
  expect(
    data.some((row: { capacityGB: number; freeGB: number }) => row.capacityGB + row.freeGB === 0),
  ).toBe(true);
  expect(data.some(({ isOnline }: { isOnline: boolean }) => !isOnline)).toBe(true);
  expect(
    data.some(
      (row: { capacityGB: number; usedSpaceGB: number }) =>
        row.usedSpaceGB > row.capacityGB && row.capacityGB > 0,
    ),
  ).toBe(true);
  expect(data.filter((row: object) => 'scaleOutRepositoryDetails' in row)).toHaveLength(3);
});

it('gives skip and limit as null and caps pages when told to', () => {
  const ask = server('1.3-rev2', 'viewer', { nullPagination: true, pageCap: 30 });
  const { data, pagination } = ask('/api/v1/sessions?limit=500').json;
  expect(data).toHaveLength(30);
  expect(pagination).toMatchObject({ count: 30, skip: null, limit: null });
});

it('moves rows between pages when told to, so that a naive reader misses some', () => {
  const ask = server('1.3-rev2', 'viewer', {
    rowsRemovedBetweenPages: 3,
    rowsInsertedBetweenPages: 2,
  });
  const query = 'orderColumn=CreationTime&orderAsc=true&limit=100';
  const first = ask(`/api/v1/sessions?${query}`).json;
  const second = ask(`/api/v1/sessions?${query}&skip=100`).json;
  expect(second.pagination.total).toBe(first.pagination.total - 3 + 2);
  expect(ask(`/api/v1/sessions/${first.data[0].id}`).status).toBe(404);
});
