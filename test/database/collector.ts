import { afterAll, beforeAll, beforeEach } from 'vitest';
import { openCollectionStore } from '../../src/store/collection/collection-store.ts';
import { withClient } from '../../src/store/connection.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';

/** A collection store over databases of its own, with a new server for every test. */
export interface Collector {
  readonly store: ReturnType<typeof openCollectionStore>;
  readonly databases: FreshDatabases;
  readonly serverId: number;
  /** What the owner sees, who may see everything. */
  readonly rows: <Row extends object>(sql: string, ...values: unknown[]) => Promise<Row[]>;
}

/** Makes one for the file that calls it; what it returns tells the present state at every use. */
export function useCollector(): () => Collector {
  let databases: FreshDatabases;
  let store: Collector['store'];
  let serverId = 0;
  let servers = 0;
  beforeAll(async () => {
    databases = await freshDatabases();
    store = openCollectionStore(databases.connections.collector.metrics);
  });
  beforeEach(async () => {
    servers += 1;
    serverId = (await store.registerServer(`entry ${servers}`, 'https://vbr', '1.3-rev2')).id;
  });
  afterAll(async () => {
    await store.close();
    await databases.drop();
  });
  const rows: Collector['rows'] = (sql, ...values) =>
    withClient(databases.connections.owner.metrics, 'test', async (client) => {
      return (await client.query(sql, values)).rows;
    });
  return () => ({ store, databases, serverId, rows });
}
