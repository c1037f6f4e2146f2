import { type Kysely, sql } from 'kysely';
import type { ByteSums } from '../../domain/efficiency.ts';
import type { EfficiencyAnswers, PlaceSums } from '../../ports/efficiency-answers.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

type Query = Parameters<EfficiencyAnswers['placeSums']>[0];

interface PlaceRow extends Omit<PlaceSums, 'held'> {
  readonly held: Partial<Record<'full' | 'increment' | 'other', ByteSums>>;
  readonly total: number;
}

const noBytes: ByteSums = {
  files: 0,
  unknownFiles: 0,
  dataBytes: 0,
  backupBytes: 0,
  toldDataBytes: 0,
  dedupedBytes: 0,
  packedBytes: 0,
};

/** Storage efficiency as the mcp role reads it. */
export function efficiencyAnswers(database: Kysely<MetricsSchema>): EfficiencyAnswers {
  return { placeSums: (query) => placeSums(database, query) };
}

async function placeSums(
  database: Kysely<MetricsSchema>,
  { vbrServerIds, by, name, limit, offset }: Query,
): ReturnType<EfficiencyAnswers['placeSums']> {
  const isRepository = by === 'repository';
  const id = sql.ref(isRepository ? 'repository_id' : 'workload');
  const shown = isRepository ? sql`coalesce(max(repository_name), '(not told)')` : sql`workload`;
  const used = isRepository
    ? sql`max(CASE WHEN capacity_gib > 0 THEN capacity_gib - free_gib END)`
    : sql`NULL::double precision`;
  const wanted = name?.trim().toLowerCase();
  const { rows } = await sql<PlaceRow>`
    WITH by_kind AS (
      SELECT vbr_server_id, ${id} AS id, kind, ${shown} AS name, ${used} AS used_gib, sum(backup_bytes) AS bytes,
        json_build_object('files', sum(files), 'unknownFiles', sum(unknown_files), 'dataBytes', sum(data_bytes),
          'backupBytes', sum(backup_bytes), 'toldDataBytes', sum(told_data_bytes), 'dedupedBytes', sum(deduped_bytes),
          'packedBytes', sum(packed_bytes)) AS sums
      FROM answers.efficiency_part WHERE vbr_server_id = ANY(${arrayLiteral(vbrServerIds.map(String))}::int[])
      GROUP BY vbr_server_id, ${id}, kind
    ), jobs AS (
      SELECT vbr_server_id, ${id} AS id, count(DISTINCT subject_id)::int AS jobs FROM answers.efficiency_part
      WHERE vbr_server_id = ANY(${arrayLiteral(vbrServerIds.map(String))}::int[])
      GROUP BY vbr_server_id, ${id}
    )
    SELECT vbr_server_id AS "vbrServerId", id, max(name) AS name, max(jobs) AS jobs, max(used_gib) AS "usedGib",
      json_object_agg(kind, sums) AS held, (count(*) OVER ())::int AS total
    FROM by_kind JOIN jobs USING (vbr_server_id, id)
    ${wanted === undefined ? sql`` : sql`WHERE lower(name) = ${wanted} OR lower(id) = ${wanted}`}
    GROUP BY vbr_server_id, id
    ORDER BY sum(bytes) DESC, vbr_server_id, id
    LIMIT ${limit} OFFSET ${offset}`.execute(database);
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ total: _, held, ...row }) => ({
      ...row,
      held: { full: noBytes, increment: noBytes, other: noBytes, ...held },
    })),
  };
}
