import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { Backup, BackupFile } from '../../domain/backup.ts';
import type { GoneFiles, StoredBackup } from '../../domain/stored-backup.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

const keeping = z.object({
  retention: z.object({ kind: z.string(), quantity: z.number() }).nullable().catch(null),
  gfs: z
    .object({
      weekly: z.number().nullable(),
      monthly: z.number().nullable(),
      yearly: z.number().nullable(),
    })
    .nullable()
    .catch(null),
});

interface BackupRow extends Backup {
  readonly jobName: string | null;
  readonly storage: unknown;
  readonly watchedSince: Date;
}

type FileRow = BackupFile;
type GoneRow = GoneFiles & { readonly backupId: string };

/** Backups that lie in these repositories, or lay there until lately, with their files. */
export async function backupsIn(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  repositoryIds: readonly string[],
  since: Date,
): Promise<readonly StoredBackup[]> {
  const { rows: backups } = await sql<BackupRow>`
    SELECT backup.id, backup.job_id AS "jobId", backup.name, backup.job_type AS "jobType",
      backup.platform_name AS "platformName", backup.created_at AS "createdAt",
      backup.repository_id AS "repositoryId", backup.repository_name AS "repositoryName",
      backup.first_seen_at AS "watchedSince", job.name AS "jobName", job.storage
    FROM backup LEFT JOIN job
      ON job.vbr_server_id = backup.vbr_server_id AND job.id = backup.job_id AND job.is_listed
    WHERE backup.vbr_server_id = ${vbrServerId}
      AND backup.repository_id = ANY(${arrayLiteral(repositoryIds)}::text[])
      AND (backup.is_listed OR backup.last_seen_at >= ${since})
    ORDER BY backup.name, backup.id`.execute(database);
  const ids = backups.map(({ id }) => id);
  const files = Map.groupBy(await filesOf(database, vbrServerId, ids), (file) => file.backupId);
  const gone = Map.groupBy(
    await goneFilesOf(database, vbrServerId, ids, since),
    ({ backupId }) => backupId,
  );
  return backups.map(({ jobName, storage, watchedSince, ...backup }) => ({
    backup,
    jobName,
    ...keepingRules(storage),
    watchedSince,
    files: files.get(backup.id) ?? [],
    gone: gone.get(backup.id) ?? [],
  }));
}

/** Names of workloads by the ids that files carry. */
export async function objectNames(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  objectIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await database
    .selectFrom('backup_object')
    .select(['id', 'name'])
    .where('vbr_server_id', '=', vbrServerId)
    .where(sql<boolean>`id = ANY(${arrayLiteral(objectIds)}::text[])`)
    .execute();
  return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}

function keepingRules(storage: unknown): z.infer<typeof keeping> {
  const read = keeping.safeParse(storage);
  return read.success ? read.data : { retention: null, gfs: null };
}

async function filesOf(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  backupIds: readonly string[],
): Promise<readonly FileRow[]> {
  const { rows } = await sql<FileRow>`
    SELECT file.id, file.backup_id AS "backupId", file.path, file.object_ids AS "objectIds",
      '{}'::text[] AS "restorePointIds", file.data_bytes AS "dataBytes", file.backup_bytes AS "backupBytes",
      file.dedup_remaining_percent AS "dedupRemainingPercent",
      file.compress_remaining_percent AS "compressRemainingPercent", file.created_at AS "createdAt",
      file.gfs_periods AS "gfsPeriods"
    FROM backup_file AS file
    JOIN backup ON backup.vbr_server_id = file.vbr_server_id AND backup.id = file.backup_id AND backup.is_listed
    WHERE file.vbr_server_id = ${vbrServerId} AND file.gone_at IS NULL
      AND file.backup_id = ANY(${arrayLiteral(backupIds)}::text[])
    ORDER BY file.created_at, file.id`.execute(database);
  return rows;
}

/** A backup that VBR lists no more took its files along. */
async function goneFilesOf(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  backupIds: readonly string[],
  since: Date,
): Promise<readonly GoneRow[]> {
  const { rows } = await sql<GoneRow>`
    SELECT backup_id AS "backupId", object_id AS "objectId",
      floor(extract(epoch FROM created_at) / 86400)::int AS "createdDay",
      floor(extract(epoch FROM gone_at) / 86400)::int AS "goneDay", sum(backup_bytes)::bigint AS bytes
    FROM (
      SELECT file.backup_id, file.object_ids[1] AS object_id, file.created_at, file.backup_bytes,
        coalesce(file.gone_at, CASE WHEN NOT backup.is_listed THEN backup.last_seen_at END) AS gone_at
      FROM backup_file AS file
      JOIN backup ON backup.vbr_server_id = file.vbr_server_id AND backup.id = file.backup_id
      WHERE file.vbr_server_id = ${vbrServerId} AND file.backup_id = ANY(${arrayLiteral(backupIds)}::text[])
    ) AS watched
    WHERE gone_at >= ${since} AND backup_bytes IS NOT NULL
    GROUP BY 1, 2, 3, 4`.execute(database);
  return rows;
}
