import { type Kysely, sql } from 'kysely';
import type { Component } from '../../domain/cause.ts';
import type { KnownEstate } from '../../domain/run-to-explain.ts';
import type { MetricsSchema } from '../schema.ts';

/** The server's name and the parts of the infrastructure that it lists. A host that is a proxy too is told as the proxy. */
export async function knownEstate(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<KnownEstate> {
  const { name, entry } = await database
    .selectFrom('vbr_server')
    .select(['name', 'entry'])
    .where('id', '=', vbrServerId)
    .executeTakeFirstOrThrow();
  const { rows } = await sql<Component>`
    SELECT kind, name FROM (
      SELECT 1 AS place, 'repository' AS kind, name FROM repository WHERE vbr_server_id = ${vbrServerId}
      UNION SELECT 2, 'repository', name FROM scale_out_repository WHERE vbr_server_id = ${vbrServerId}
      UNION SELECT 3, 'proxy', name FROM proxy WHERE vbr_server_id = ${vbrServerId}
      UNION SELECT 4, 'host', name FROM managed_server WHERE vbr_server_id = ${vbrServerId}
    ) AS known ORDER BY place, name`.execute(database);
  return { backupServer: name ?? entry, components: rows };
}
