import { expect, test } from 'vitest';
import type { Session } from '../../src/domain/session.ts';
import { useCollector } from './collector.ts';
import { instant, plantedSession } from './store-rows.ts';

const collector = useCollector();

/** The calls of one server, in few words. */
function start() {
  const { store, serverId, rows } = collector();
  const marks = async () => {
    const kept = await rows<{ job_id: string; changed_since: Date }>(
      'SELECT job_id, changed_since FROM fold_mark WHERE vbr_server_id = $1 ORDER BY job_id',
      serverId,
    );
    return kept.map((row) => [row.job_id, row.changed_since]);
  };
  return {
    store,
    serverId,
    rows,
    marks,
    keep: (...sessions: readonly Session[]) =>
      store.keepSessions(serverId, { rows: sessions, cursor: null }),
    clearMarks: () => rows('DELETE FROM fold_mark WHERE vbr_server_id = $1', serverId),
  };
}

const running = { endedAt: null, state: 'Working', result: 'None' };

test('a vanished session is over: not unfinished, its job folded anew, what was known of it kept', async () => {
  const { store, serverId, rows, keep, marks, clearMarks } = start();
  await keep(
    plantedSession('gone', { createdAt: instant(1), ...running }),
    plantedSession('ended', { createdAt: instant(2), result: 'Failed' }),
    plantedSession('runs', { createdAt: instant(3), ...running }),
  );
  await clearMarks();
  await store.markVanished(serverId, ['gone', 'ended', 'never kept']);
  expect(await store.unfinishedSessions(serverId, 5)).toEqual(['runs']);
  expect(await marks()).toEqual([['job-1', instant(1)]]);
  const kept = await rows(
    'SELECT id, state, result FROM session WHERE vbr_server_id = $1 ORDER BY id',
    serverId,
  );
  expect(kept).toEqual([
    { id: 'ended', state: 'Vanished', result: 'Failed' },
    { id: 'gone', state: 'Vanished', result: 'None' },
    { id: 'runs', state: 'Working', result: 'None' },
  ]);
  await clearMarks();
  await store.markVanished(serverId, ['gone', 'ended']);
  expect(await marks()).toEqual([]);
});

test('only sessions that make runs put a mark on a job', async () => {
  const { keep, marks, store, serverId } = start();
  await keep(
    plantedSession('restore', { jobId: 'job-2', sessionType: 'RestoreVm' }),
    plantedSession('scan', { jobId: 'job-3', sessionType: 'SureBackup', ...running }),
    plantedSession('run', { jobId: 'job-4', createdAt: instant(4) }),
  );
  await store.markVanished(serverId, ['scan']);
  expect(await marks()).toEqual([['job-4', instant(4)]]);
});

test('missing are the sessions of the window that were not seen, newest first', async () => {
  const { store, serverId, keep } = start();
  await keep(
    ...[1, 2, 3, 4, 5].map((day) => plantedSession(`s-${day}`, { createdAt: instant(day) })),
  );
  const window = { createdAfter: instant(2), createdBefore: instant(5) };
  expect(await store.missingSessions(serverId, window, [])).toEqual(['s-4', 's-3', 's-2']);
  expect(await store.missingSessions(serverId, window, ['s-3', 's-9'])).toEqual(['s-4', 's-2']);
  await store.markVanished(serverId, ['s-4']);
  expect(await store.missingSessions(serverId, window, ['s-3'])).toEqual(['s-2']);
});

test('unfinished sessions are counted by their types', async () => {
  const { store, serverId, keep } = start();
  await keep(
    plantedSession('a', { sessionType: 'InstantRecovery', ...running }),
    plantedSession('b', { sessionType: 'InstantRecovery' }),
    plantedSession('c', { sessionType: 'BackupJob', ...running }),
  );
  const instants = ['InstantRecovery', 'FileInstantRecovery'];
  expect(await store.countUnfinished(serverId, instants)).toBe(1);
  await store.markVanished(serverId, ['a']);
  expect(await store.countUnfinished(serverId, instants)).toBe(0);
});

test('a cursor is moved back, or made, and never forward by that', async () => {
  const { store, serverId } = start();
  await store.moveCursorBack(serverId, 'task-history', instant(9));
  await store.moveCursorBack(serverId, 'task-history', instant(8));
  await store.moveCursorBack(serverId, 'task-history', instant(10));
  expect(await store.cursor(serverId, 'task-history')).toEqual(instant(8));
  await store.keepTasks(serverId, { rows: [], cursor: instant(5) });
  await store.moveCursorBack(serverId, 'task-sessions', instant(3));
  expect(await store.cursor(serverId, 'task-sessions')).toEqual(instant(3));
});

test('what waits is told until a pass can tell it anew', async () => {
  const { store, serverId, rows } = start();
  const passId = '0193e000-0000-7000-8000-000000000001';
  const state = {
    source: 'backup-files',
    availability: 'available',
    checkedAt: instant(1),
    reason: null,
    rowsSeen: 0,
    rowsRejected: 0,
  } as const;
  const pending = async () =>
    (await rows('SELECT pending FROM source_state WHERE vbr_server_id = $1', serverId))[0];
  await store.recordSource(serverId, passId, state);
  expect(await pending()).toEqual({ pending: null });
  await store.recordSource(serverId, passId, { ...state, pending: 700 });
  await store.recordSource(serverId, passId, { ...state, availability: 'failed', pending: null });
  expect(await pending()).toEqual({ pending: 700 });
  await store.recordSource(serverId, passId, { ...state, pending: 0 });
  expect(await pending()).toEqual({ pending: 0 });
});
