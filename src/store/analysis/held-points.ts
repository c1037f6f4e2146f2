import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { HeldPoint } from '../../domain/workload.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';
import type { RenamedWorkload } from './renamed-workloads.ts';

/** The restore points of one workload on one platform, oldest first, and the jobs whose backups hold them. */
export interface HeldPoints {
  readonly name: string;
  readonly platformName: string;
  readonly points: HeldPoint[];
  readonly jobIds: Set<string>;
}

interface PointRow extends HeldPoint {
  readonly name: string;
  readonly platformName: string;
}

/** What VBR still has of these workloads, under former names too; one that it has nothing of any more is there without points. */
export async function heldPoints(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  names: readonly string[],
  renamed: readonly RenamedWorkload[],
): Promise<readonly HeldPoints[]> {
  const presentNames = presentNamesOf(renamed);
  const held = await knownPlatforms(database, vbrServerId, names, presentNames);
  const { rows } = await sql<PointRow>`
    SELECT point.id, coalesce(renamed.present, point.name) AS name, point.platform_name AS "platformName", point.created_at AS "createdAt",
      point.backup_id AS "backupId", backup.repository_name AS "repositoryName", 
      -- The job of a backup that no list shows is one that no list shows: it may be at work.
      CASE WHEN backup.id IS NULL THEN point.backup_id ELSE backup.job_id END AS "jobId", point.type,
      point.malware_status AS "malwareStatus", point.is_restorable AS "isRestorable",
      CASE
        WHEN file.id IS NOT NULL AND file.gone_at IS NULL THEN 'there'
        WHEN file.gone_at IS NOT NULL THEN 'gone'
        ELSE 'unknown'
      END AS file
    FROM restore_point AS point
    LEFT JOIN ${presentNames} ON renamed.backup_id = point.backup_id AND renamed.former = point.name
    LEFT JOIN backup_file AS file ON file.vbr_server_id = point.vbr_server_id AND file.id = point.backup_file_id
    LEFT JOIN backup ON backup.vbr_server_id = point.vbr_server_id AND backup.id = point.backup_id
    WHERE point.vbr_server_id = ${vbrServerId} AND point.name = ANY(${arrayLiteral(withFormer(names, renamed))}::text[])
      AND point.gone_at IS NULL
    ORDER BY point.created_at, point.id`.execute(database);
  for (const { name, platformName, ...point } of rows) {
    const own = held.get(keyOf({ name, platformName }));
    own?.points.push(point);
    if (point.jobId !== null) own?.jobIds.add(point.jobId);
  }
  return [...held.values()];
}

type Named = Pick<HeldPoints, 'name' | 'platformName'>;

async function knownPlatforms(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  names: readonly string[],
  presentNames: RawBuilder<unknown>,
): Promise<ReadonlyMap<string, HeldPoints>> {
  const { rows } = await sql<Named>`
    SELECT DISTINCT name, platform_name AS "platformName" FROM restore_point
    WHERE vbr_server_id = ${vbrServerId} AND name = ANY(${arrayLiteral(names)}::text[])
    UNION SELECT renamed.present, renamed.platform_name FROM ${presentNames}
    WHERE renamed.present = ANY(${arrayLiteral(names)}::text[])
    ORDER BY name, "platformName"`.execute(database);
  return new Map(
    rows.map((named) => [keyOf(named), { ...named, points: [], jobIds: new Set<string>() }]),
  );
}

function keyOf({ name, platformName }: Named): string {
  return `${platformName} ${name}`;
}

/** These names and the former ones of the same workloads. */
export function withFormer(
  names: readonly string[],
  renamed: readonly RenamedWorkload[],
): readonly string[] {
  const wanted = new Set(names);
  const former = renamed.filter(({ present }) => wanted.has(present)).map((one) => one.former);
  return [...new Set([...names, ...former])];
}

function presentNamesOf(renamed: readonly RenamedWorkload[]): RawBuilder<unknown> {
  const column = (name: keyof RenamedWorkload) => arrayLiteral(renamed.map((one) => one[name]));
  return sql`unnest(${column('backupId')}::text[], ${column('platformName')}::text[], ${column('former')}::text[],
    ${column('present')}::text[]) AS renamed (backup_id, platform_name, former, present)`;
}
