import { type Kysely, sql } from 'kysely';
import type { Placement } from '../../domain/estate-facts.ts';
import { workloadId } from '../../domain/workload.ts';
import { renamedShares } from '../analysis/renamed-shares.ts';
import { renamedWorkloads } from '../analysis/renamed-workloads.ts';
import type { MetricsSchema } from '../schema.ts';

interface PlacedRow {
  readonly name: string;
  readonly platformName: string;
  readonly backupId: string;
  readonly repositoryId: string | null;
  readonly jobId: string | null;
  readonly newestAt: Date;
  readonly isJudged: boolean;
}

/** Where the points of each workload lie, under its present name; those that are gone, infected or not restorable are left out. */
export async function placements(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<readonly Placement[]> {
  const { rows } = await sql<PlacedRow>`
    SELECT placed.*, backup.repository_id AS "repositoryId", backup.job_id AS "jobId",
      placed."platformName" || '/' || placed.name IN (
        SELECT subject_id FROM finding
        WHERE vbr_server_id = ${vbrServerId} AND feature = 'protection' AND subject_kind = 'workload'
      ) AS "isJudged"
    FROM (
      SELECT name, platform_name AS "platformName", backup_id AS "backupId", max(created_at) AS "newestAt"
      FROM restore_point
      WHERE vbr_server_id = ${vbrServerId} AND gone_at IS NULL AND is_restorable IS NOT FALSE
        AND lower(coalesce(malware_status, '')) <> 'infected'
      GROUP BY 1, 2, 3
    ) AS placed
    JOIN backup ON backup.vbr_server_id = ${vbrServerId} AND backup.id = placed."backupId" AND backup.is_listed`.execute(
    database,
  );
  const strange = [...new Set(rows.flatMap(({ isJudged, name }) => (isJudged ? [] : [name])))];
  const renamed = [
    ...(await renamedWorkloads(database, vbrServerId, strange)),
    ...(await renamedShares(database, vbrServerId)),
  ];
  const present = new Map(
    renamed.map((one) => [`${one.backupId} ${one.former}`, one.present] as const),
  );
  return rows.map(({ name, platformName, backupId, repositoryId, jobId, newestAt }) => {
    const known = present.get(`${backupId} ${name}`) ?? name;
    const id = workloadId({ name: known, platformName });
    return { workloadId: id, repositoryId, jobId, newestAt };
  });
}
