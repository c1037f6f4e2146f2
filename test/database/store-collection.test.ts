import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openCollectionStore } from '../../src/store/collection/collection-store.ts';
import { withClient } from '../../src/store/connection.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { instant, plantedRecord, plantedSession, plantedTask } from './store-rows.ts';

const passId = '0193e000-0000-7000-8000-000000000001';
let databases: FreshDatabases;
let store: ReturnType<typeof openCollectionStore>;
let serverId: number;
let servers = 0;

beforeAll(async () => {
  databases = await freshDatabases();
  store = openCollectionStore(databases.connections.collector.metrics);
});
afterAll(async () => {
  await store.close();
  await databases.drop();
});
beforeEach(async () => {
  servers += 1;
  serverId = (await store.registerServer(`entry ${servers}`, 'https://vbr', '1.3-rev2')).id;
});

async function asOwner<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  const owner = databases.connections.owner.metrics;
  return withClient(owner, 'test', async (client) => (await client.query(text, values)).rows);
}

async function foldMarks(): Promise<Record<string, Date>> {
  const rows = await asOwner<{ job_id: string; changed_since: Date }>(
    'SELECT job_id, changed_since FROM fold_mark WHERE vbr_server_id = $1',
    [serverId],
  );
  return Object.fromEntries(rows.map((row) => [row.job_id, row.changed_since]));
}

async function clearMarks(): Promise<void> {
  await asOwner('DELETE FROM fold_mark WHERE vbr_server_id = $1', [serverId]);
}

const keep = (rows: readonly ReturnType<typeof plantedSession>[], cursor: Date | null = null) =>
  store.keepSessions(serverId, { rows, cursor });

test('an entry is the same server at every contact, and processes that come together make one', async () => {
  const made = await Promise.all(
    Array.from({ length: 8 }, () => store.registerServer('together', 'https://a', '1.3-rev0')),
  );
  expect(new Set(made.map((server) => server.id)).size).toBe(1);
  const moved = await store.registerServer('together', 'https://b', '1.3-rev1');
  expect(moved).toEqual({
    id: made[0]?.id,
    entry: 'together',
    address: 'https://b',
    revision: '1.3-rev1',
    info: null,
  });
});

test('what a server said of itself stays when a later pass could not see it', async () => {
  const info = { vbrId: 'id', name: 'vbr', buildVersion: '13.0.1', platform: null };
  await store.recordServer(serverId, info, null);
  await store.recordServer(serverId, null, {
    serverTime: instant(1),
    offsetMinutes: 330,
    zone: 'Asia/Kolkata',
    skewSeconds: -1.5,
  });
  const again = await store.registerServer(`entry ${servers}`, 'https://vbr', '1.3-rev2');
  expect(again.info).toEqual(info);
});

test('sessions, cursor and fold marks are kept together, and a replay changes nothing', async () => {
  const rows = [
    plantedSession('s-2', { createdAt: instant(2) }),
    plantedSession('s-1', { createdAt: instant(1) }),
    plantedSession('s-3', { createdAt: instant(3), jobId: 'job-2', progress: null }),
    plantedSession('s-4', { createdAt: instant(3), jobId: null }),
  ];
  expect(await keep(rows, instant(4))).toEqual({ inserted: 4, changed: 0 });
  expect(await store.cursor(serverId, 'sessions')).toEqual(instant(4));
  expect(await foldMarks()).toEqual({ 'job-1': instant(1), 'job-2': instant(3) });
  await clearMarks();
  const places =
    'SELECT ctid, tableoid::regclass, id FROM session WHERE vbr_server_id = $1 ORDER BY id';
  const before = await asOwner(places, [serverId]);
  expect(await keep(rows, instant(4))).toEqual({ inserted: 0, changed: 0 });
  expect(await foldMarks()).toEqual({});
  expect(await asOwner(places, [serverId])).toEqual(before);
});

test('only the changed session of a batch is rewritten, and its job marked from its creation on', async () => {
  const running = { createdAt: instant(2), endedAt: null, state: 'Working', result: null };
  await keep([plantedSession('s-1'), plantedSession('s-2', running)], instant(3));
  await clearMarks();
  const ended = plantedSession('s-2', { createdAt: instant(2) });
  expect(await keep([plantedSession('s-1'), ended])).toEqual({ inserted: 0, changed: 1 });
  expect(await foldMarks()).toEqual({ 'job-1': instant(2) });
  expect(await store.unfinishedSessions(serverId, 10)).toEqual([]);
});

test('a late session moves the mark back, an early one leaves it', async () => {
  await keep([plantedSession('s-5', { createdAt: instant(5) })]);
  await keep([plantedSession('s-3', { createdAt: instant(3) })]);
  await keep([plantedSession('s-9', { createdAt: instant(9) })]);
  expect(await foldMarks()).toEqual({ 'job-1': instant(3) });
});

test('a session that a list repeats is kept once, as it came last', async () => {
  const rows = [
    plantedSession('s-1', { state: 'Working' }),
    plantedSession('s-1', { state: 'Stopped' }),
  ];
  expect(await keep(rows)).toEqual({ inserted: 1, changed: 0 });
  expect(await keep([plantedSession('s-1')])).toEqual({ inserted: 0, changed: 0 });
});

test('a session that comes back with another creation time leaves its old place, months away as well', async () => {
  await keep([plantedSession('s-1', { createdAt: instant(100) }), plantedSession('s-2')]);
  await clearMarks();
  const moved = plantedSession('s-1', { createdAt: instant(200) });
  expect(await keep([moved, plantedSession('s-2')])).toEqual({ inserted: 0, changed: 1 });
  const rows = await asOwner(
    'SELECT id, created_at FROM session WHERE vbr_server_id = $1 ORDER BY id',
    [serverId],
  );
  expect(rows).toEqual([
    { id: 's-1', created_at: instant(200) },
    { id: 's-2', created_at: instant(0) },
  ]);
  expect(await foldMarks()).toEqual({ 'job-1': instant(100) });
});

test('a cursor never goes back and a null leaves it alone', async () => {
  expect(await store.cursor(serverId, 'sessions')).toBeNull();
  await keep([], instant(5));
  await keep([], instant(4));
  await keep([], null);
  expect(await store.cursor(serverId, 'sessions')).toEqual(instant(5));
  expect(await store.cursor(serverId, 'task-sessions')).toBeNull();
});

test('a transaction that is killed in its middle keeps neither rows nor cursor nor marks', async () => {
  await keep([plantedSession('s-1')], instant(1));
  await clearMarks();
  const batch = { rows: [plantedSession('s-2', { jobId: 'job-9' })], cursor: instant(9) };
  await withClient(databases.connections.owner.metrics, 'blocker', async (client) => {
    await client.query('BEGIN');
    await client.query('LOCK TABLE collection_cursor IN ACCESS EXCLUSIVE MODE');
    const attempt = store.keepSessions(serverId, batch).catch((error: unknown) => error);
    await terminateWaiter();
    expect(await attempt).toMatchObject({ code: 'database-down' });
  });
  expect(await store.cursor(serverId, 'sessions')).toEqual(instant(1));
  expect(await foldMarks()).toEqual({});
  expect(await store.keepSessions(serverId, batch)).toEqual({ inserted: 1, changed: 0 });
});

/** Kills the connection that waits for the cursor's table, as soon as there is one. */
async function terminateWaiter(): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const killed = await asOwner(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
       AND wait_event_type = 'Lock' AND query LIKE '%collection_cursor%' AND pid <> pg_backend_pid()`,
    );
    if (killed.length > 0) return;
    await setTimeout(20);
  }
  throw new Error('nothing waited for the lock');
}

test('logs of failed and warned sessions and tasks that ended wait to be read, newest first', async () => {
  await keep([
    plantedSession('failed', { result: 'Failed', createdAt: instant(1) }),
    plantedSession('warned', { result: 'warning', createdAt: instant(2) }),
    plantedSession('good', { createdAt: instant(3) }),
    plantedSession('running', { result: 'Failed', state: 'Working', endedAt: null }),
    plantedSession('stopped', { result: 'Failed', endedAt: null, createdAt: instant(0, 1) }),
  ]);
  await store.keepTasks(serverId, {
    rows: [plantedTask('task', { sessionId: 'failed', createdAt: instant(4) })],
    cursor: instant(4),
  });
  expect(await store.pendingLogs(serverId, 10)).toEqual([
    { kind: 'task', id: 'task', sessionId: 'failed' },
    { kind: 'session', id: 'warned', sessionId: 'warned' },
    { kind: 'session', id: 'failed', sessionId: 'failed' },
    { kind: 'session', id: 'stopped', sessionId: 'stopped' },
  ]);
  expect(await store.countPendingLogs(serverId)).toBe(4);
  expect(await store.pendingLogs(serverId, 1)).toHaveLength(1);
  expect(await store.cursor(serverId, 'task-sessions')).toEqual(instant(4));
  expect(await store.unfinishedSessions(serverId, 10)).toEqual(['running']);
});

test('tells since when sessions and tasks of it have not ended', async () => {
  const running = { state: 'Working', endedAt: null };
  await keep([
    plantedSession('ended', { state: 'Working', createdAt: instant(1) }),
    plantedSession('stopped', { state: 'Stopped', endedAt: null, createdAt: instant(1) }),
    plantedSession('old', { ...running, createdAt: instant(2) }),
    plantedSession('young', { ...running, createdAt: instant(3) }),
  ]);
  const tasks = [
    plantedTask('done', { createdAt: instant(1) }),
    plantedTask('open', { ...running, createdAt: instant(4) }),
  ];
  await store.keepTasks(serverId, { rows: tasks, cursor: null });
  const oldest = (list: 'sessions' | 'task-sessions', since: Date, leftOut: number) =>
    store.oldestUnfinished(serverId, list, since, leftOut);
  expect(await oldest('sessions', instant(0), 0)).toEqual(instant(2));
  expect(await oldest('sessions', instant(3), 0)).toEqual(instant(3));
  expect(await oldest('sessions', instant(0), 1)).toEqual(instant(3));
  expect(await oldest('sessions', instant(0), 2)).toBeNull();
  expect(await oldest('task-sessions', instant(0), 0)).toEqual(instant(4));
  expect(await oldest('task-sessions', instant(5), 0)).toBeNull();
});

test('a log is read once, again when the result changes, and not when it turned out well before', async () => {
  const owner = { kind: 'session', id: 's-1', sessionId: 's-1' } as const;
  await keep([plantedSession('s-1', { result: 'Warning' })]);
  await store.keepLog(serverId, owner, [plantedRecord(1), plantedRecord(2)], instant(1));
  expect(await store.countPendingLogs(serverId)).toBe(0);
  await keep([plantedSession('s-1', { result: 'Warning', message: 'other' })]);
  expect(await store.countPendingLogs(serverId)).toBe(0);
  await keep([plantedSession('s-1', { result: 'Failed' })]);
  expect(await store.pendingLogs(serverId, 5)).toEqual([owner]);
  await keep([plantedSession('s-1', { result: 'Success' })]);
  expect(await store.countPendingLogs(serverId)).toBe(0);
});

test('a log read anew replaces its records; one that VBR lost leaves the backlog and the records', async () => {
  const owner = { kind: 'session', id: 's-1', sessionId: 's-1' } as const;
  const records = 'SELECT record_id, title FROM log_record WHERE vbr_server_id = $1 ORDER BY 1';
  await keep([plantedSession('s-1', { result: 'Failed' })]);
  await store.keepLog(serverId, owner, [plantedRecord(1), plantedRecord(2)], instant(1));
  await store.keepLog(serverId, owner, [plantedRecord(2, { title: 'new' })], instant(2));
  expect(await asOwner(records, [serverId])).toEqual([{ record_id: 2, title: 'new' }]);
  await keep([plantedSession('s-1', { result: 'Warning' })]);
  await store.keepLog(serverId, owner, null, instant(3));
  expect(await asOwner(records, [serverId])).toHaveLength(1);
  expect(await asOwner('SELECT state FROM log_state WHERE vbr_server_id = $1', [serverId])).toEqual(
    [{ state: 'gone' }],
  );
});

test('one process holds a server’s lock; it is free again after work that failed', async () => {
  const other = openCollectionStore(databases.connections.collector.metrics);
  await store.withServerLock(serverId, async () => {
    await expect(other.withServerLock(serverId, async () => 'never')).rejects.toMatchObject({
      code: 'already-running',
    });
    expect(await other.withServerLock(serverId + 1, async () => 'elsewhere')).toBe('elsewhere');
  });
  await expect(
    store.withServerLock(serverId, () => Promise.reject(new Error('work'))),
  ).rejects.toThrow('work');
  expect(await other.withServerLock(serverId, async () => 'free')).toBe('free');
  await other.close();
});

test('many servers can be worked on at once, each under its lock', async () => {
  const servers = Array.from({ length: 8 }, (_, index) => 1000 + index);
  const pending = await Promise.all(
    servers.map((id) => store.withServerLock(id, () => store.countPendingLogs(id))),
  );
  expect(pending).toEqual(servers.map(() => 0));
});

test('the last instant a source was available outlives passes in which it was not', async () => {
  const state = {
    source: 'sessions',
    availability: 'available',
    checkedAt: instant(1),
    reason: null,
    rowsSeen: 3,
    rowsRejected: 0,
  } as const;
  await store.recordSource(serverId, passId, state);
  await store.recordSource(serverId, passId, {
    ...state,
    availability: 'forbidden',
    checkedAt: instant(2),
    reason: 'not visible',
  });
  const rows = await asOwner(
    'SELECT availability, checked_at, last_available_at, reason FROM source_state WHERE vbr_server_id = $1',
    [serverId],
  );
  expect(rows).toEqual([
    {
      availability: 'forbidden',
      checked_at: instant(2),
      last_available_at: instant(1),
      reason: 'not visible',
    },
  ]);
});
