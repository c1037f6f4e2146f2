import { type Kysely, sql } from 'kysely';
import type { MetricsSchema } from '../schema.ts';
import type { RenamedWorkload } from './renamed-workloads.ts';

/**
 * Shares that were renamed since some of their points were made. No list shows their files; but points under a name that none
 * of the listed objects bears belong to one that has another name now: the only one of the same backup whose points under
 * its own name all came later, and where several did, the only one that counts as many points as both names have together. One
 * without a point under its own name was renamed after its last run: it is the only one that counts as many points as the only name.
 */
export async function renamedShares(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<readonly RenamedWorkload[]> {
  const { rows } = await sql<RenamedWorkload>`
    WITH named AS MATERIALIZED (
      SELECT point.backup_id, point.platform_name, point.name, count(*) AS points, min(point.created_at) AS first,
        max(point.created_at) AS last
      FROM backup
      JOIN restore_point AS point ON point.vbr_server_id = backup.vbr_server_id AND point.backup_id = backup.id
      WHERE backup.vbr_server_id = ${vbrServerId} AND backup.platform_name = 'UnstructuredData'
        AND point.gone_at IS NULL AND point.backup_file_id IS NULL
      GROUP BY point.backup_id, point.platform_name, point.name
    ), object AS MATERIALIZED (
      SELECT platform_name, name, backup_id, restore_points_count AS points FROM backup_object
      WHERE vbr_server_id = ${vbrServerId} AND is_listed AND platform_name = 'UnstructuredData'
    ), pair AS (
      SELECT former.backup_id, former.platform_name, former.name AS former, present.name AS present,
        EXISTS (
          SELECT FROM object WHERE object.name = present.name
            AND coalesce(object.backup_id, present.backup_id) = present.backup_id
            AND object.points = former.points + present.points
        ) AS is_equal
      FROM named AS former JOIN named AS present USING (backup_id, platform_name)
      WHERE present.first > former.last
        AND NOT EXISTS (SELECT FROM object WHERE object.name = former.name)
        AND EXISTS (SELECT FROM object WHERE object.name = present.name)
    ), bare AS (
      SELECT former.backup_id, former.platform_name, former.name AS former, object.name AS present,
        count(*) OVER (PARTITION BY former.backup_id, object.name) AS formers
      FROM named AS former JOIN object ON object.points = former.points
        AND coalesce(object.backup_id, former.backup_id) = former.backup_id
      WHERE NOT EXISTS (SELECT FROM object AS listed WHERE listed.name = former.name)
        AND NOT EXISTS (
          SELECT FROM named AS own WHERE own.name = object.name
            AND own.backup_id = coalesce(object.backup_id, own.backup_id)
        )
    ), every_pair AS (
      SELECT * FROM pair UNION ALL
      SELECT backup_id, platform_name, former, present, true FROM bare WHERE formers = 1
    )
    SELECT backup_id AS "backupId", platform_name AS "platformName", former,
      coalesce(max(present) FILTER (WHERE is_equal), max(present)) AS present
    FROM every_pair GROUP BY backup_id, platform_name, former
    HAVING count(*) = 1 OR count(*) FILTER (WHERE is_equal) = 1`.execute(database);
  return rows;
}
