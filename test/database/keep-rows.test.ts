import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '../../src/domain/session.ts';
import { openCollectionStore } from '../../src/store/collection/collection-store.ts';
import { withClient } from '../../src/store/connection.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { instant, plantedSession } from './store-rows.ts';

const texts = [
  'plain',
  'a\ttab, a\nline, a\r\nreturn',
  'back\\slash \\N \\. \\t',
  '"quoted", {braced}, \'single\', %s $1',
  'Účetnictví 日本語 🙂',
  'nul\0inside',
  '',
];
// Enough to travel by COPY; fewer travel as parameters.
const manyRows = 700;
let databases: FreshDatabases;
let store: ReturnType<typeof openCollectionStore>;
beforeAll(async () => {
  databases = await freshDatabases();
  store = openCollectionStore(databases.connections.collector.metrics);
});
afterAll(async () => {
  await store.close();
  await databases.drop();
});

function manySessions(over: Partial<Session> = {}): Session[] {
  return Array.from({ length: manyRows }, (_, index) => {
    const text = texts[index % texts.length] ?? '';
    return plantedSession(`s-${index}`, {
      createdAt: new Date(instant(index % 40).getTime() + index),
      name: text,
      message: index % 3 === 0 ? null : text,
      isCanceled: index % 2 === 0,
      usn: index % 5 === 0 ? null : 2 ** 40 + index,
      ...over,
    });
  });
}

async function rowsOf(vbrServerId: number, columns: string): Promise<Record<string, unknown>[]> {
  const { metrics } = databases.connections.owner;
  const text = `SELECT ${columns} FROM session WHERE vbr_server_id = $1 ORDER BY created_at, id`;
  return withClient(
    metrics,
    'test',
    async (client) => (await client.query(text, [vbrServerId])).rows,
  );
}

async function keptOf(vbrServerId: number): Promise<unknown[]> {
  const rows = await rowsOf(vbrServerId, '*');
  return rows.map(({ vbr_server_id: _server, ...row }) => row);
}

test('many rows at once are kept exactly as a few at a time, whatever their text holds', async () => {
  const rows = manySessions();
  expect(await store.keepSessions(1, { rows, cursor: null })).toEqual({
    inserted: manyRows,
    changed: 0,
  });
  for (let start = 0; start < manyRows; start += 50) {
    await store.keepSessions(2, { rows: rows.slice(start, start + 50), cursor: null });
  }
  const kept = await keptOf(1);
  expect(kept).toHaveLength(manyRows);
  expect(kept).toEqual(await keptOf(2));
  expect(kept).toContainEqual(
    expect.objectContaining({ id: 's-1', name: texts[1], message: texts[1], is_canceled: false }),
  );
});

test('many known rows are told apart from new and changed ones', async () => {
  const rows = manySessions();
  await store.keepSessions(3, { rows, cursor: null });
  expect(await store.keepSessions(3, { rows, cursor: null })).toEqual({ inserted: 0, changed: 0 });
  const changed = manySessions().map((row, index) =>
    index % 7 === 0 ? { ...row, state: 'Working' } : row,
  );
  const more = [...changed, plantedSession('new', { createdAt: instant(3) })];
  expect(await store.keepSessions(3, { rows: more, cursor: null })).toEqual({
    inserted: 1,
    changed: 100,
  });
});

test('a row with the same content is neither written nor locked', async () => {
  const rows = manySessions();
  await store.keepSessions(5, { rows, cursor: null });
  const placed = await rowsOf(5, 'id, ctid::text, xmin::text, xmax::text');
  await store.keepSessions(5, { rows, cursor: null });
  await store.keepSessions(5, { rows: rows.slice(0, 50), cursor: null });
  expect(await rowsOf(5, 'id, ctid::text, xmin::text, xmax::text')).toEqual(placed);
});

test('a batch that fails leaves nothing behind, and the next one on the connection is not disturbed', async () => {
  const bad = [...manySessions(), plantedSession('bad', { usn: Number.NaN })];
  await expect(store.keepSessions(4, { rows: bad, cursor: instant(50) })).rejects.toMatchObject({
    code: 'defect',
  });
  expect(await keptOf(4)).toEqual([]);
  const kept = await store.keepSessions(4, { rows: manySessions(), cursor: null });
  expect(kept.inserted).toBe(manyRows);
});
