import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCollectionStore } from '../../src/store/collection/collection-store.ts';
import { withClient } from '../../src/store/connection.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { plantedSession } from './store-rows.ts';

const months = Array.from({ length: 14 }, (_, index) => new Date(Date.UTC(2025, 9 + index, 1)));
const nameOf = (month: Date) => `session_${month.toISOString().slice(0, 7).replace('-', '')}`;
let databases: FreshDatabases;
let store: ReturnType<typeof openCollectionStore>;
let serverId: number;

beforeEach(async () => {
  databases = await freshDatabases();
  store = openCollectionStore(databases.connections.collector.metrics);
  serverId = (await store.registerServer('entry', 'https://vbr', '1.3-rev2')).id;
});
afterEach(async () => {
  await store.close();
  await databases.drop();
});

async function asOwner<Row>(text: string, timeZone = 'UTC'): Promise<Row[]> {
  return withClient(databases.connections.owner.metrics, 'test', async (client) => {
    await client.query(`SET TimeZone = '${timeZone}'`);
    return (await client.query(text)).rows;
  });
}

async function rowsByPartition(): Promise<Record<string, number>> {
  const rows = await asOwner<{ name: string; rows: number }>(
    'SELECT tableoid::regclass::text AS name, count(*) AS rows FROM session GROUP BY 1 ORDER BY 1',
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]));
}

/** The first instant of every month, and the last but one millisecond. */
const edges = months.flatMap((month, index) => {
  const next = Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1);
  return [
    plantedSession(`first-${index}`, { createdAt: month }),
    plantedSession(`last-${index}`, { createdAt: new Date(next - 1) }),
  ];
});

test('fourteen months of one batch lie in fourteen partitions, cut at midnight UTC', async () => {
  expect(await store.keepSessions(serverId, { rows: edges, cursor: null })).toEqual({
    inserted: 28,
    changed: 0,
  });
  const expected = Object.fromEntries(months.map((month) => [nameOf(month), 2]));
  expect(await rowsByPartition()).toEqual(expected);
  expect(await store.keepSessions(serverId, { rows: edges, cursor: null })).toEqual({
    inserted: 0,
    changed: 0,
  });
});

test('processes that need the same new months at once all get them', async () => {
  const stores = await Promise.all(
    Array.from({ length: 5 }, async (_, index) => {
      const one = openCollectionStore(databases.connections.collector.metrics);
      const server = await one.registerServer(`entry ${index}`, 'https://vbr', '1.3-rev2');
      return { one, id: server.id };
    }),
  );
  const kept = await Promise.all(
    stores.map(({ one, id }) => one.keepSessions(id, { rows: edges, cursor: null })),
  );
  expect(kept).toEqual(stores.map(() => ({ inserted: 28, changed: 0 })));
  expect(Object.values(await rowsByPartition())).toEqual(months.map(() => 10));
  await Promise.all(stores.map(({ one }) => one.close()));
});

test('rows that waited in the default partition move into their month', async () => {
  const insert = (id: string, at: string) =>
    `INSERT INTO session (vbr_server_id, id, created_at, name, session_type, state, is_canceled, is_recheck_retry)
     VALUES (${serverId}, '${id}', '${at}', 'n', 't', 'Stopped', false, false)`;
  await asOwner(insert('waits', '2026-05-31 23:59:59.999+00'));
  await asOwner(insert('stays', '2026-06-01 00:00:00+00'));
  expect(await rowsByPartition()).toEqual({ session_default: 2 });
  // Where the month begins must not depend on the zone of whoever asks.
  await asOwner("SELECT ensure_session_partitions('2026-05-10', '2026-05-10')", 'Pacific/Auckland');
  expect(await rowsByPartition()).toEqual({ session_202605: 1, session_default: 1 });
});

test('years that no backup server can mean stay in the default partition', async () => {
  const rows = [
    plantedSession('zero', { createdAt: new Date('0001-01-01T00:00:00Z') }),
    plantedSession('far', { createdAt: new Date('9999-12-31T00:00:00Z') }),
  ];
  await store.keepSessions(serverId, { rows, cursor: null });
  expect(await rowsByPartition()).toEqual({ session_default: 2 });
  await asOwner("SELECT ensure_session_partitions('0001-01-01', '1999-12-31')");
  expect(await rowsByPartition()).toEqual({ session_default: 2 });
});

test('a search within a month reads that month alone', async () => {
  await store.keepSessions(serverId, { rows: edges, cursor: null });
  const plan = await asOwner(
    `EXPLAIN (COSTS OFF) SELECT * FROM session WHERE vbr_server_id = ${serverId}
     AND created_at >= '2026-03-01+00' AND created_at < '2026-04-01+00'`,
  );
  const partitions = JSON.stringify(plan).match(/session_(\d{6}|default)/g);
  expect(new Set(partitions)).toEqual(new Set(['session_202603']));
});
