import { expect, it } from 'vitest';
import { askEstate, testEstate } from '../ask-estate.ts';
import type { Faults } from './faults.ts';
import { answerInstead, createFaultDesk } from './faults.ts';

const estate = testEstate();
const newest = '/api/v1/sessions?limit=50';

function asked(faults: Faults) {
  return askEstate(estate, { faults });
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly creationTime: string;
  readonly endTime?: string | null;
  readonly state: string;
}

it('breaks the whole list of jobs for one job of a plug-in, but neither states nor single jobs', () => {
  const ask = asked({ pluginJobBreaksJobs: true });
  expect(ask('/api/v1/jobs')).toMatchObject({ status: 500, json: { errorCode: 'UnknownError' } });
  const states = ask('/api/v1/jobs/states?limit=500').json.data;
  const plugin = states.find(({ type }: { type: string }) => type === 'NutanixAHVBackupJob');
  expect(ask(`/api/v1/jobs/${plugin.id}`).json).toMatchObject({ type: 'NutanixAHVBackupJob' });
  const other = states.find(({ id }: { id: string }) => id !== plugin.id);
  expect(ask(`/api/v1/jobs/${other.id}`).json.name).toBe(other.name);
  const older = ask('/api/v1/jobs/states?typeFilter=Unknown&limit=500', '1.3-rev0').json.data;
  expect(older.map(({ id }: Row) => id)).toContain(plugin.id);
  expect(asked({})(`/api/v1/jobs/${plugin.id}`).status).toBe(404);
});

it('fails the tasks of agents’ sessions alone', () => {
  const ask = asked({ agentTasksFail: true });
  const first = (type: string) =>
    ask(`/api/v1/sessions?typeFilter=${type}&limit=1`).json.data[0].id;
  expect(ask(`/api/v1/sessions/${first('AgentBackup')}/taskSessions`).status).toBe(500);
  expect(ask(`/api/v1/sessions/${first('BackupJob')}/taskSessions`).status).toBe(200);
});

it('writes zero dates for what has not ended and future ones for what just began', () => {
  const working: Row[] = asked({ zeroDates: true })('/api/v1/sessions?stateFilter=Working').json
    .data;
  expect(working.length).toBeGreaterThan(3);
  expect(new Set(working.map(({ endTime }) => endTime))).toEqual(
    new Set(['0001-01-01T00:00:00+00:00']),
  );
  const rows: Row[] = asked({ futureSessions: 2 })(newest).json.data;
  const ahead = rows.filter(({ creationTime }) => Date.parse(creationTime) > estate.nowMs);
  expect(ahead).toHaveLength(2);
});

it('has a clock that is wrong in everything it writes and reads', () => {
  const right = asked({})(newest).json.data;
  const ask = asked({ clockSkewMinutes: 45 });
  const skewed = ask(newest).json.data;
  expect(skewed.map(({ id }: Row) => id)).toEqual(right.map(({ id }: Row) => id));
  const ahead = Date.parse(skewed[3].creationTime) - Date.parse(right[3].creationTime);
  expect(ahead).toBe(45 * 60_000);
  expect(Date.parse(ask('/api/v1/serverTime').json.serverTime)).toBe(estate.nowMs + ahead);
  const after = encodeURIComponent(skewed[3].creationTime);
  const later: Row[] = ask(`/api/v1/sessions?createdAfterFilter=${after}`).json.data;
  expect(later.map(({ id }) => id)).toEqual(skewed.slice(0, later.length).map(({ id }: Row) => id));
  expect(later.length).toBeGreaterThanOrEqual(4);
  expect(later.length).toBeLessThan(6);
});

it('knows no old id after a reinstallation and answers by its new ones', () => {
  const before: Row[] = asked({})(newest).json.data;
  const ask = asked({ reinstalled: true });
  const after: Row[] = ask(newest).json.data;
  expect(after.map(({ name }) => name)).toEqual(before.map(({ name }) => name));
  const old = new Set(before.map(({ id }) => id));
  expect(after.some(({ id }) => old.has(id))).toBe(false);
  expect(ask(`/api/v1/sessions/${after[0]?.id}`).json).toEqual(after[0]);
  expect(ask(`/api/v1/sessions/${before[0]?.id}`).status).toBe(404);
  const { vbrId } = ask('/api/v1/serverInfo').json;
  expect(vbrId).not.toBe(asked({})('/api/v1/serverInfo').json.vbrId);
  const { jobId } = ask('/api/v1/sessions?typeFilter=AgentBackup&limit=1').json.data[0];
  expect(ask(`/api/v1/sessions?jobIdFilter=${jobId}`).json.data.length).toBeGreaterThan(1);
});

it('has lost its newest sessions after a restore, also as the last ones of its jobs', () => {
  const ask = asked({ restoredHoursAgo: 36 });
  const limit = estate.nowMs - 36 * 3_600_000;
  const [first]: Row[] = ask(newest).json.data;
  expect(Date.parse(first?.creationTime ?? '')).toBeLessThanOrEqual(limit);
  const [lost]: Row[] = asked({})(newest).json.data;
  expect(ask(`/api/v1/sessions/${lost?.id}`).status).toBe(404);
  for (const { lastRun } of ask('/api/v1/jobs/states?limit=500').json.data) {
    expect(Date.parse(lastRun ?? '2026-01-01')).toBeLessThanOrEqual(limit);
  }
});

it('loses a log for good, spoils one page by its query and refuses a token once', () => {
  const desk = createFaultDesk(1, {
    rules: [
      { kind: 'gone', path: '/logs', times: 1 },
      { kind: 'slow', query: 'skip=500', delayMs: 5 },
      { kind: 'unauthorized', path: '/jobs', times: 1 },
    ],
  });
  const kind = (path: string, query = '') => desk.ruleFor(path, query)?.kind ?? null;
  expect([kind('/sessions/1/logs'), kind('/sessions/2/logs'), kind('/sessions/1/logs')]).toEqual([
    'gone',
    null,
    'gone',
  ]);
  expect([kind('/sessions', 'skip=0'), kind('/sessions', 'skip=500')]).toEqual([null, 'slow']);
  expect([kind('/jobs'), kind('/jobs')]).toEqual(['unauthorized', null]);
  expect(answerInstead({ kind: 'gone' })).toMatchObject({ status: 404 });
  expect(answerInstead({ kind: 'unauthorized' })).toMatchObject({ status: 401, body: '' });
});
