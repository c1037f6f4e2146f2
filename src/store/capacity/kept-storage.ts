import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type {
  RepositoryDefinition,
  RepositoryState,
  ScaleOutRepository,
} from '../../domain/repository.ts';
import type { KeptStorage } from '../../ports/capacity-store.ts';
import type { MetricsSchema } from '../schema.ts';

type RepositoryRow = Omit<
  RepositoryState,
  'capacityGib' | 'freeGib' | 'reportedUsedGib' | 'isOnline'
> &
  Pick<RepositoryDefinition, 'description' | 'maxTasks' | 'consumptionLimitGib'> & {
    readonly capacityGib: number | null;
    readonly freeGib: number | null;
    readonly reportedUsedGib: number | null;
    readonly isOnline: boolean | null;
    readonly immutabilityIsEnabled: boolean | null;
    readonly immutabilityDays: number | null;
    readonly immutabilityMode: string | null;
    readonly measuredAt: Date | null;
  };

const extents = z.array(z.object({ repositoryId: z.string(), statuses: z.array(z.string()) }));
const capacityTier = z
  .object({
    isEnabled: z.boolean(),
    repositoryIds: z.array(z.string()),
    copiesAtOnce: z.boolean().nullable(),
    movesOld: z.boolean().nullable(),
    moveAfterDays: z.number().nullable(),
  })
  .nullable()
  .catch(null);

/** Repositories, extents and scale-out repositories as last read; one that was never seen in the list of states is not among the states. */
export async function keptStorage(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<KeptStorage> {
  const { rows } = await sql<RepositoryRow>`
    SELECT id, name, type, description, host_id AS "hostId", host_name AS "hostName", path,
      capacity_gib AS "capacityGib", free_gib AS "freeGib", reported_used_gib AS "reportedUsedGib",
      is_online AS "isOnline", is_out_of_date AS "isOutOfDate", scale_out_repository_id AS "scaleOutRepositoryId",
      extent_type AS "extentType", max_tasks AS "maxTasks", consumption_limit_gib AS "consumptionLimitGib",
      immutability_is_enabled AS "immutabilityIsEnabled", immutability_days AS "immutabilityDays",
      immutability_mode AS "immutabilityMode", newest.taken_at AS "measuredAt"
    FROM repository LEFT JOIN LATERAL (
      SELECT taken_at FROM capacity_day AS known
      WHERE known.vbr_server_id = repository.vbr_server_id AND known.repository_id = repository.id
        AND known.source = 'measured'
      ORDER BY known.day DESC LIMIT 1
    ) AS newest ON true
    WHERE vbr_server_id = ${vbrServerId}
    ORDER BY name, id`.execute(database);
  return {
    states: rows.flatMap(stateFrom),
    definitions: rows.map(definitionFrom),
    scaleOutRepositories: await scaleOutRepositories(database, vbrServerId),
    measuredAt: new Map(
      rows.flatMap(({ id, measuredAt }) =>
        measuredAt === null ? [] : [[id, measuredAt] as const],
      ),
    ),
  };
}

async function scaleOutRepositories(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<readonly ScaleOutRepository[]> {
  const rows = await database
    .selectFrom('scale_out_repository')
    .select(['id', 'name', 'description', 'performance_extents', 'capacity_tier'])
    .where('vbr_server_id', '=', vbrServerId)
    .where('is_listed', '=', true)
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    description: row.description,
    performanceExtents: extents.catch([]).parse(row.performance_extents),
    capacityTier: capacityTier.parse(row.capacity_tier),
    archiveTier: null,
  }));
}

function stateFrom(row: RepositoryRow): RepositoryState[] {
  const { capacityGib, freeGib, reportedUsedGib, isOnline } = row;
  if (capacityGib === null || freeGib === null || reportedUsedGib === null || isOnline === null) {
    return [];
  }
  return [{ ...row, capacityGib, freeGib, reportedUsedGib, isOnline }];
}

function definitionFrom(row: RepositoryRow): RepositoryDefinition {
  const { id, name, type, description, hostId, maxTasks, consumptionLimitGib } = row;
  const { immutabilityIsEnabled: isEnabled, immutabilityDays: days, immutabilityMode: mode } = row;
  const immutability = isEnabled === null ? null : { isEnabled, days, mode };
  return { id, name, type, description, hostId, immutability, maxTasks, consumptionLimitGib };
}
