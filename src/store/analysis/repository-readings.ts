import { type Kysely, sql } from 'kysely';
import type { CapacitySample } from '../../domain/repository.ts';
import type { RepositoryReading } from '../../ports/analysis-store.ts';
import type { MetricsSchema } from '../schema.ts';

type ReadingRow = Omit<RepositoryReading, 'sample'> &
  Omit<CapacitySample, 'repositoryId' | 'takenAt'> & { readonly takenAt: Date | null };

/** Every repository with its newest sample, by name. */
export async function repositoryReadings(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<readonly RepositoryReading[]> {
  const readings = await sql<ReadingRow>`
    SELECT repository.id, repository.name, repository.type, repository.seen_at AS "seenAt",
      newest.taken_at AS "takenAt", newest.capacity_gib AS "capacityGib", newest.free_gib AS "freeGib",
      newest.used_gib AS "usedGib", newest.reported_used_gib AS "reportedUsedGib", newest.is_online AS "isOnline"
    FROM repository LEFT JOIN LATERAL (
      SELECT * FROM capacity_sample AS sample
      WHERE sample.vbr_server_id = repository.vbr_server_id AND sample.repository_id = repository.id
      ORDER BY sample.taken_at DESC LIMIT 1
    ) AS newest ON true
    WHERE repository.vbr_server_id = ${vbrServerId}
    ORDER BY repository.name, repository.id`.execute(database);
  return readings.rows.map(({ id, name, type, seenAt, takenAt, ...figures }) => ({
    id,
    name,
    type,
    seenAt,
    sample: takenAt === null ? null : { repositoryId: id, takenAt, ...figures },
  }));
}
