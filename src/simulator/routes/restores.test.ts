import { expect, it } from 'vitest';
import { revisions } from '../../domain/vbr-server.ts';
import { askEstate, testEstate } from '../ask-estate.ts';
import { advanceEstate } from '../estate/advance.ts';

const estate = testEstate();
const mounts = ['vSphere', 'hyperV'].map((name) => `/api/v1/restore/instantRecovery/${name}/vm`);

interface Row {
  readonly id: string;
  readonly state: string;
  readonly sessionId: string;
  readonly vmName: string;
  readonly sessionType: string;
}

function mountsIn(ask: ReturnType<typeof askEstate>): Row[] {
  return mounts.flatMap((path) => ask(path).json.data);
}

it('leaves out of older revisions the restores they have no name for, by list and by id', () => {
  const ask = askEstate(estate);
  const types = ['DiskRestore', 'ApplicationLevelRestore'].map((type) => `typeFilter=${type}`);
  const newer: Row[] = ask(`/api/v1/sessions?${types.join('&')}`).json.data;
  expect(newer.length).toBeGreaterThan(1);
  const [first] = newer;
  for (const revision of ['1.3-rev1', '1.3-rev0'] as const) {
    expect(ask(`/api/v1/sessions?typeFilter=DiskRestore`, revision).status).toBe(400);
    expect(ask(`/api/v1/sessions/${first?.id}`, revision).status).toBe(404);
    const { data } = ask('/api/v1/sessions?limit=20000', revision).json;
    const shown = new Set(data.map(({ id }: Row) => id));
    expect(newer.some(({ id }) => shown.has(id))).toBe(false);
  }
});

it('tells of a restored machine its name, state and result alone', () => {
  for (const revision of revisions) {
    const ask = askEstate(estate, { build: revision });
    const { data } = ask('/api/v1/taskSessions?typeFilter=Restore&limit=20').json;
    expect(data).toHaveLength(20);
    for (const row of data) {
      expect(row).not.toHaveProperty('restorePointId');
      expect(row).not.toHaveProperty('progress');
      expect(row.result).toHaveProperty('result');
    }
  }
});

it('lists what is mounted now on each platform in every state, with working sessions', () => {
  const ask = askEstate(estate);
  const rows = mountsIn(ask);
  expect(new Set(rows.map(({ state }) => state))).toEqual(
    new Set(['Mounting', 'Mounted', 'Dismounting', 'Failed']),
  );
  for (const row of rows) {
    const session = ask(`/api/v1/sessions/${row.sessionId}`).json;
    expect(session.name).toContain(row.vmName);
    expect(session.state).toBe(row.state === 'Failed' ? 'Stopped' : 'Working');
  }
  const [mounted] = rows.filter(({ state }) => state === 'Mounted');
  const [task] = ask(`/api/v1/sessions/${mounted?.sessionId}/taskSessions`).json.data;
  expect(task).toMatchObject({ state: 'Stopped', result: { result: 'Success' } });
  const { records } = ask(`/api/v1/sessions/${mounted?.sessionId}/logs`).json;
  expect(records.map(({ title }: { title: string }) => title).join()).toContain('Mounted');
});

it('filters mounts by state and machine and writes their columns small in the first revision', () => {
  const [path = ''] = mounts;
  const ask = askEstate(estate);
  const all: Row[] = ask(path).json.data;
  const mounted: Row[] = ask(`${path}?stateFilter=Mounted`).json.data;
  expect(mounted).toEqual(all.filter(({ state }) => state === 'Mounted'));
  const name = all[0]?.vmName ?? '';
  expect(ask(`${path}?vmNameFilter=${name}`).json.data).toContainEqual(all[0]);
  expect(ask(`${path}?orderColumn=vmName`, '1.3-rev0').status).toBe(200);
  expect(ask(`${path}?orderColumn=vmName`).status).toBe(400);
});

it('moves mounts on as time passes: mounting to mounted, dismounting to gone', () => {
  const moving = testEstate({ seed: 9 });
  const ask = askEstate(moving);
  const before = mountsIn(ask);
  advanceEstate(moving, 0.1);
  const after = mountsIn(ask);
  const stateOf = (id: string) => after.find((row) => row.id === id)?.state;
  const inState = (state: string) => before.filter((row) => row.state === state);
  expect(inState('Mounting').length).toBeGreaterThan(0);
  for (const { id } of inState('Mounting')) expect(stateOf(id)).toBe('Mounted');
  for (const { id } of inState('Dismounting')) expect(stateOf(id)).toBeUndefined();
  for (const { id, sessionId } of inState('Dismounting')) {
    expect(id).not.toBe(sessionId);
    expect(ask(`/api/v1/sessions/${sessionId}`).json.state).toBe('Stopped');
  }
});

it('shows a security administrator logs of tasks since 1.3-rev1, the tasks themselves never', () => {
  const { id } = askEstate(estate)('/api/v1/taskSessions?typeFilter=Restore&limit=1').json.data[0];
  const status = (build: '1.3-rev0' | '1.3-rev1', path: string) =>
    askEstate(estate, { build, role: 'security-administrator' })(`/api/v1/taskSessions/${path}`)
      .status;
  expect(status('1.3-rev0', `${id}/logs`)).toBe(403);
  expect(status('1.3-rev1', `${id}/logs`)).toBe(200);
  expect(status('1.3-rev1', id)).toBe(403);
});

it('shows mounts to a viewer only where the build does', () => {
  const status = (build: '1.3-rev0' | '1.3-rev1') =>
    askEstate(estate, { build, role: 'viewer' })(mounts[0] ?? '').status;
  expect(status('1.3-rev0')).toBe(403);
  expect(status('1.3-rev1')).toBe(200);
});
