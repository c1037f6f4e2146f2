import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { EstateFacts, RepositoryFact, ScaleOutFact } from '../../domain/estate-facts.ts';
import type { MetricsSchema } from '../schema.ts';

const extents = z.array(z.object({ repositoryId: z.string() })).catch([]);
const capacityTier = z
  .object({
    isEnabled: z.boolean(),
    repositoryIds: z.array(z.string()),
    copiesAtOnce: z.boolean().nullable(),
  })
  .nullable()
  .catch(null);

/** Repositories, scale-out repositories, proxies and servers as last read. */
export async function infrastructureFacts(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<Pick<EstateFacts, 'repositories' | 'scaleOuts' | 'proxies' | 'managedServers'>> {
  return {
    repositories: await repositories(database, vbrServerId),
    scaleOuts: await scaleOuts(database, vbrServerId),
    proxies: await database
      .selectFrom('proxy')
      .select([
        ...(['id', 'name', 'type', 'host_id as hostId', 'host_name as hostName'] as const),
        'is_disabled as isDisabled',
        'is_online as isOnline',
        'is_out_of_date as isOutOfDate',
        'max_tasks as maxTasks',
      ])
      .where('vbr_server_id', '=', vbrServerId)
      .where('is_listed', '=', true)
      .orderBy('id')
      .execute(),
    managedServers: await database
      .selectFrom('managed_server')
      .select(['id', 'name', 'type', 'status'])
      .where('vbr_server_id', '=', vbrServerId)
      .where('is_listed', '=', true)
      .orderBy('id')
      .execute(),
  };
}

async function repositories(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<readonly RepositoryFact[]> {
  const rows = await database
    .selectFrom('repository')
    .selectAll()
    .where('vbr_server_id', '=', vbrServerId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    type: row.type,
    hostId: row.host_id,
    hostName: row.host_name,
    isOnline: row.is_online,
    isOutOfDate: row.is_out_of_date,
    scaleOutRepositoryId: row.scale_out_repository_id,
    immutability:
      row.immutability_is_enabled === null
        ? null
        : {
            isEnabled: row.immutability_is_enabled,
            days: row.immutability_days,
            mode: row.immutability_mode,
          },
    seenAt: row.seen_at,
  }));
}

async function scaleOuts(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<readonly ScaleOutFact[]> {
  const rows = await database
    .selectFrom('scale_out_repository')
    .select(['id', 'name', 'performance_extents', 'capacity_tier'])
    .where('vbr_server_id', '=', vbrServerId)
    .where('is_listed', '=', true)
    .orderBy('id')
    .execute();
  return rows.map(({ id, name, performance_extents, capacity_tier }) => {
    const tier = capacityTier.parse(capacity_tier);
    return {
      id,
      name,
      performance: extents.parse(performance_extents).map(({ repositoryId }) => repositoryId),
      capacity:
        tier?.isEnabled === true
          ? { repositoryIds: tier.repositoryIds, copiesAtOnce: tier.copiesAtOnce }
          : null,
    };
  });
}
