import { type Kysely, sql } from 'kysely';
import type { Backup } from '../../domain/backup.ts';
import type { StoredByJob, StoredFile, WorkloadEvent } from '../../domain/efficiency.ts';
import { fileKind } from '../../domain/file-kind.ts';
import type { EfficiencyStore } from '../../ports/efficiency-store.ts';
import type { MarkStamps } from '../analysis/mark-stamps.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

type Window = Parameters<EfficiencyStore['storedByJob']>[1];
type Database = Kysely<MetricsSchema>;

const jobsAtOnce = 25;
const keyOfBackup = sql`coalesce(backup.job_id, 'backup/' || backup.id)`;

/** Streams the jobs that are due, in order of their ids. */
export async function* storedByJob(
  database: Database,
  stamps: MarkStamps,
  vbrServerId: number,
  window: Window,
): AsyncIterable<readonly StoredByJob[]> {
  const due = await dueIds(database, vbrServerId, window.staleBefore);
  for (let start = 0; start < due.length; start += jobsAtOnce) {
    const ids = due.slice(start, start + jobsAtOnce);
    await stamps.stamp(database, vbrServerId, ids);
    yield await readJobs(database, vbrServerId, ids, window.from);
  }
}

async function dueIds(
  database: Database,
  vbrServerId: number,
  staleBefore: Date,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    WITH known AS (
      SELECT DISTINCT ${keyOfBackup} AS id FROM backup WHERE vbr_server_id = ${vbrServerId} AND is_listed
    )
    SELECT known.id FROM known
    WHERE coalesce((
        SELECT as_of FROM finding WHERE vbr_server_id = ${vbrServerId} AND feature = 'efficiency'
          AND subject_kind = 'job' AND subject_id = known.id
      ), '-infinity') < ${staleBefore}
      OR EXISTS (SELECT FROM efficiency_mark AS mark WHERE mark.vbr_server_id = ${vbrServerId} AND mark.job_id = known.id)
    ORDER BY known.id`.execute(database);
  return rows.map(({ id }) => id);
}

async function readJobs(
  database: Database,
  vbrServerId: number,
  ids: readonly string[],
  from: Date,
): Promise<readonly StoredByJob[]> {
  const { rows: backups } = await sql<Backup & { key: string }>`
    SELECT ${keyOfBackup} AS key, id, job_id AS "jobId", name, job_type AS "jobType", platform_name AS "platformName",
      created_at AS "createdAt", repository_id AS "repositoryId", repository_name AS "repositoryName"
    FROM backup WHERE vbr_server_id = ${vbrServerId} AND is_listed AND ${keyOfBackup} = ANY(${arrayLiteral(ids)}::text[])
    ORDER BY created_at DESC`.execute(database);
  const backupIds = backups.map(({ id }) => id);
  const files = await filesOf(database, vbrServerId, backupIds, from);
  const events = await eventsOf(database, vbrServerId, backupIds, from);
  const jobs = await definitionsOf(database, vbrServerId, ids);
  const copying = backups.filter(({ key }) => copiesEveryBlock(jobs.get(key)));
  const families = await guestFamiliesOf(database, vbrServerId, copying);
  const hasJobs = await listsJobs(database, vbrServerId);
  return ids.map((id) => {
    const own = backups.filter(({ key }) => key === id).map(({ key: _, ...backup }) => backup);
    const job = jobs.get(id);
    const [newest] = own;
    return {
      id,
      name: job?.name ?? newest?.name ?? id,
      jobId: newest?.jobId ?? null,
      // A job that went before it was ever seen is as little listed as one that went since.
      isListed: job?.isListed ?? (hasJobs ? false : null),
      jobType: newest?.jobType ?? 'unknown',
      storage: job?.storage ?? null,
      guestFamilies: own.flatMap((backup) => families.get(backup.id) ?? []),
      definitionChangedAt: job?.changedAt ?? [],
      backups: own,
      files: own.flatMap((backup) => files.get(backup.id) ?? []).sort(byAge),
      events: own.flatMap((backup) => events.get(backup.id) ?? []),
    };
  });
}

function byAge(one: StoredFile, other: StoredFile): number {
  return one.createdAt.getTime() - other.createdAt.getTime();
}

interface FileRow extends Omit<StoredFile, 'kind'> {
  readonly type: string | null;
}

async function filesOf(
  database: Database,
  vbrServerId: number,
  backupIds: readonly string[],
  from: Date,
): Promise<ReadonlyMap<string, readonly StoredFile[]>> {
  const wanted = sql`vbr_server_id = ${vbrServerId} AND backup_id = ANY(${arrayLiteral(backupIds)}::text[])`;
  const { rows } = await sql<FileRow>`
    WITH held AS (
      SELECT backup_file_id, array_agg(DISTINCT name) AS workloads, min(session_id) AS session_id, min(type) AS type
      FROM restore_point WHERE ${wanted} AND backup_file_id IS NOT NULL GROUP BY backup_file_id
    )
    SELECT file.id, backup_id AS "backupId", path, coalesce(held.workloads, '{}') AS workloads, held.session_id AS "sessionId",
      held.type, data_bytes AS "dataBytes", backup_bytes AS "backupBytes",
      dedup_remaining_percent AS "dedupRemainingPercent", compress_remaining_percent AS "compressRemainingPercent",
      created_at AS "createdAt", gfs_periods AS "gfsPeriods", gone_at IS NOT NULL AS "isGone"
    FROM backup_file AS file LEFT JOIN held ON held.backup_file_id = file.id
    WHERE ${wanted} AND (gone_at IS NULL OR created_at >= ${from})`.execute(database);
  const files = rows.map(
    ({ type, ...file }): StoredFile => ({ ...file, kind: kindOf(file, type) }),
  );
  return Map.groupBy(files, ({ backupId }) => backupId);
}

/** By its name; where that says nothing, by the kind of its restore point. */
function kindOf(file: Pick<StoredFile, 'path'>, type: string | null): StoredFile['kind'] {
  const byName = fileKind(file);
  if (byName !== 'other') return byName;
  if (type === null) return 'other';
  if (/^full$/i.test(type)) return 'full';
  return /^increment$/i.test(type) ? 'increment' : 'other';
}

async function eventsOf(
  database: Database,
  vbrServerId: number,
  backupIds: readonly string[],
  from: Date,
): Promise<ReadonlyMap<string, readonly WorkloadEvent[]>> {
  const { rows } = await sql<WorkloadEvent & { backupId: string }>`
    SELECT DISTINCT point.backup_id AS "backupId", event.id, event.type, event.detected_at AS "detectedAt",
      event.machine_name AS workload
    FROM malware_event AS event
    JOIN restore_point AS point ON point.vbr_server_id = event.vbr_server_id AND point.name = event.machine_name
    WHERE event.vbr_server_id = ${vbrServerId} AND event.detected_at >= ${from} AND event.state <> 'FalsePositive'
      AND lower(event.severity) <> 'clean' AND NOT EXISTS (
        SELECT FROM malware_event AS cleaned
        WHERE cleaned.vbr_server_id = event.vbr_server_id AND cleaned.machine_name = event.machine_name
          AND lower(cleaned.severity) = 'clean' AND cleaned.detected_at >= event.detected_at)
      AND point.backup_id = ANY(${arrayLiteral(backupIds)}::text[])`.execute(database);
  return Map.groupBy(rows, ({ backupId }) => backupId);
}

function copiesEveryBlock(job: Definition | undefined): boolean {
  const { excludesDeletedBlocks = null, excludesSwapFiles = null } = job?.storage ?? {};
  return excludesDeletedBlocks === false || excludesSwapFiles === false;
}

async function guestFamiliesOf(
  database: Database,
  vbrServerId: number,
  backups: readonly Pick<Backup, 'id'>[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (backups.length === 0) return new Map();
  const { rows } = await sql<{ backupId: string; families: readonly string[] }>`
    SELECT backup_id AS "backupId", array_agg(DISTINCT guest_os_family) AS families FROM restore_point
    WHERE vbr_server_id = ${vbrServerId} AND backup_id = ANY(${arrayLiteral(backups.map(({ id }) => id))}::text[])
      AND gone_at IS NULL AND guest_os_family IS NOT NULL
    GROUP BY backup_id`.execute(database);
  return new Map(rows.map(({ backupId, families }) => [backupId, families]));
}

/** False where jobs were never read, so that nothing is known of them. */
async function listsJobs(database: Database, vbrServerId: number): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    SELECT EXISTS (SELECT FROM job WHERE vbr_server_id = ${vbrServerId} AND is_listed) AS any`.execute(
    database,
  );
  return rows[0]?.any ?? false;
}

interface Definition extends Pick<StoredByJob, 'name' | 'storage'> {
  readonly id: string;
  readonly isListed: boolean;
  readonly changedAt: readonly Date[];
}

async function definitionsOf(
  database: Database,
  vbrServerId: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Definition>> {
  const { rows } = await sql<Definition>`
    SELECT id, name, is_listed AS "isListed", storage, coalesce((
      SELECT array_agg(seen_at ORDER BY seen_at) FROM (
        SELECT seen_at FROM job_version AS version
        WHERE version.vbr_server_id = job.vbr_server_id AND version.job_id = job.id
        ORDER BY seen_at OFFSET 1
      ) AS later
    ), '{}') AS "changedAt"
    FROM job WHERE vbr_server_id = ${vbrServerId} AND id = ANY(${arrayLiteral(ids)}::text[])`.execute(
    database,
  );
  return new Map(rows.map((row) => [row.id, row]));
}
