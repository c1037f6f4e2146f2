import { type ConnectionSettings, databaseFault, errorCode, withClient } from '../connection.ts';
import type { Databases } from './migrate-databases.ts';
import { appliedNumbers } from './schema-version.ts';

export interface SchemaStatus {
  readonly serverVersion: string | null;
  readonly metricsSchema: number | null;
  readonly riskSchema: number | null;
}

const noSuchDatabase = '3D000';

/** What the server says of itself; null when it is down. A database that is missing has no schema number. */
export async function schemaStatus(databases: Databases): Promise<SchemaStatus | null> {
  const [metrics, risk] = await Promise.all([look(databases.metrics), look(databases.risk)]);
  if (metrics === 'down' || risk === 'down') return null;
  return {
    serverVersion: metrics?.version ?? risk?.version ?? null,
    metricsSchema: metrics?.schema ?? null,
    riskSchema: risk?.schema ?? null,
  };
}

interface Look {
  readonly version: string;
  readonly schema: number | null;
}

async function look(database: ConnectionSettings): Promise<Look | null | 'down'> {
  try {
    return await withClient(database, 'dr365 status', async (client) => {
      const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
      const applied = await appliedNumbers(client);
      const schema = applied.size === 0 ? null : Math.max(...applied);
      return { version: rows[0]?.server_version ?? 'unknown', schema };
    });
  } catch (error) {
    if (errorCode(error) === noSuchDatabase) return null;
    const fault = databaseFault(error, database);
    if (fault.code === 'database-down') return 'down';
    throw fault;
  }
}
