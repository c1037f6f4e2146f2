import { type Kysely, sql } from 'kysely';
import { unknownPlatform } from '../../domain/workload.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

/** Points of one backup that carry a name their workload no longer has. */
export interface RenamedWorkload {
  readonly backupId: string;
  readonly platformName: string;
  readonly former: string;
  readonly present: string;
}

/**
 * Which of these names are former or present ones of workloads that were renamed since some of their points were made: a point
 * keeps its name, while the object that its file holds, where it holds a single one, has the present name.
 */
export async function renamedWorkloads(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  names: readonly string[],
): Promise<readonly RenamedWorkload[]> {
  const asked = sql`${arrayLiteral(names)}::text[]`;
  const { rows } = await sql<RenamedWorkload>`
    WITH touched AS MATERIALIZED (
      SELECT backup_id FROM restore_point
      WHERE vbr_server_id = ${vbrServerId} AND name = ANY(${asked}) AND gone_at IS NULL
      UNION SELECT backup_id FROM backup_object WHERE vbr_server_id = ${vbrServerId} AND name = ANY(${asked})
    )
    SELECT point.backup_id AS "backupId", point.platform_name AS "platformName", point.name AS former,
      max(object.name) AS present
    -- By what is touched alone: statistics tell nothing of how many files hold one object, and all of them would be sorted.
    FROM touched CROSS JOIN LATERAL (
      SELECT * FROM restore_point
      WHERE vbr_server_id = ${vbrServerId} AND backup_id = touched.backup_id AND gone_at IS NULL OFFSET 0
    ) AS point CROSS JOIN LATERAL (
      SELECT object_ids FROM backup_file
      WHERE vbr_server_id = ${vbrServerId} AND id = point.backup_file_id AND cardinality(object_ids) = 1 OFFSET 0
    ) AS file
    JOIN backup_object AS object ON object.vbr_server_id = ${vbrServerId} AND object.id = file.object_ids[1]
    WHERE object.is_listed AND object.name <> point.name AND object.platform_name = point.platform_name
    GROUP BY point.backup_id, point.platform_name, point.name
    HAVING count(DISTINCT object.name) = 1`.execute(database);
  return rows;
}

/**
 * Lets the marks of former names count for the present ones and takes away the findings of former names, but of names that
 * another object goes by now. Tells which names are gone.
 */
export async function giveUpFormerNames(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  renamed: readonly RenamedWorkload[],
): Promise<ReadonlySet<string>> {
  if (renamed.length === 0) return new Set();
  const former = arrayLiteral(renamed.map((one) => one.former));
  const present = arrayLiteral(renamed.map((one) => one.present));
  const platforms = arrayLiteral(renamed.map(({ platformName }) => platformName));
  const { rows } = await sql<{ former: string }>`
    WITH given_up AS (
      SELECT DISTINCT ON (former) former, present, platform
      FROM unnest(${former}::text[], ${present}::text[], ${platforms}::text[]) AS name (former, present, platform)
      WHERE NOT EXISTS (
        SELECT FROM backup_object AS object
        WHERE object.vbr_server_id = ${vbrServerId} AND object.is_listed AND object.name = name.former
      )
      ORDER BY former, present
    ), moved AS (
      UPDATE workload_mark AS mark SET name = given_up.present, read_as = NULL FROM given_up
      WHERE mark.vbr_server_id = ${vbrServerId} AND mark.name = given_up.former
        AND given_up.former = (SELECT min(same.former) FROM given_up AS same WHERE same.present = given_up.present)
        AND NOT EXISTS (
          SELECT FROM workload_mark AS other
          WHERE other.vbr_server_id = ${vbrServerId} AND other.name = given_up.present
        )
    ), cleared AS (
      DELETE FROM workload_mark AS mark USING given_up
      WHERE mark.vbr_server_id = ${vbrServerId} AND mark.name = given_up.former
        AND EXISTS (
          SELECT FROM workload_mark AS other
          WHERE other.vbr_server_id = ${vbrServerId} AND other.name = given_up.present
        )
    ), forgotten AS (
      DELETE FROM finding USING given_up
      WHERE finding.vbr_server_id = ${vbrServerId} AND finding.feature = 'protection'
        AND finding.subject_kind = 'workload'
        AND finding.subject_id IN (
          given_up.platform || '/' || given_up.former, ${unknownPlatform}::text || '/' || given_up.former
        )
    )
    SELECT former FROM given_up`.execute(database);
  return new Set(rows.map((row) => row.former));
}
