import { type Kysely, sql } from 'kysely';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';
import type { BackupFileTable } from '../tables/backup-tables.ts';
import { markWorkloads } from './workload-marks.ts';

type Transaction = Kysely<MetricsSchema>;
type NamingFile = Pick<BackupFileTable, 'id' | 'restore_point_ids'>;

/** What the reading of some backups' files told. */
export interface FilesRead {
  readonly backupIds: readonly string[];
  readonly present: readonly NamingFile[];
  /** Files that were not there before, or with other content, such as one that was believed to be gone. */
  readonly inserted: readonly NamingFile[];
  readonly changed: readonly NamingFile[];
  /** Files that are gone since the last reading. */
  readonly goneIds: readonly string[];
  readonly readAt: Date;
}

/**
 * What the files of backups tell of their restore points: one whose file is gone is gone too, unless another file names it, as
 * after a merge of increments into a full; one whose file came back, or that a new file names, is there again.
 */
export async function settleRestorePoints(
  transaction: Transaction,
  vbrServerId: number,
  read: FilesRead,
): Promise<void> {
  const { backupIds, changed, inserted } = read;
  await bringBackNamed(transaction, vbrServerId, [...inserted, ...changed]);
  if (changed.length > 0) {
    const back = await sql<Named>`
      UPDATE restore_point SET gone_at = NULL
      WHERE vbr_server_id = ${vbrServerId} AND backup_id = ANY(${arrayLiteral(backupIds)}::text[])
        AND gone_at IS NOT NULL
        AND backup_file_id = ANY(${arrayLiteral(changed.map(({ id }) => id))}::text[])
      RETURNING name`.execute(transaction);
    await markNamed(transaction, vbrServerId, back.rows);
  }
  if (read.goneIds.length > 0) await settleLost(transaction, vbrServerId, read);
}

async function bringBackNamed(
  transaction: Transaction,
  vbrServerId: number,
  files: readonly NamingFile[],
): Promise<void> {
  const named = [...namingFiles(files)];
  if (named.length === 0) return;
  const back = await sql<Named>`
    UPDATE restore_point AS point SET gone_at = NULL, backup_file_id = named.file_id
    FROM ${pairs(named)} AS named (id, file_id)
    WHERE point.vbr_server_id = ${vbrServerId} AND point.id = named.id AND point.gone_at IS NOT NULL
    RETURNING point.name`.execute(transaction);
  await markNamed(transaction, vbrServerId, back.rows);
}

/** Restore points that lay in files that are gone now. */
async function settleLost(
  transaction: Transaction,
  vbrServerId: number,
  { backupIds, present, goneIds, readAt }: FilesRead,
): Promise<void> {
  const lost = await sql<{ id: string }>`
    SELECT id FROM restore_point
    WHERE vbr_server_id = ${vbrServerId} AND backup_id = ANY(${arrayLiteral(backupIds)}::text[])
      AND gone_at IS NULL
      AND backup_file_id = ANY(${arrayLiteral(goneIds)}::text[])`.execute(transaction);
  if (lost.rows.length === 0) return;
  const naming = namingFiles(present);
  const placed = lost.rows.map(({ id }) => [id, naming.get(id) ?? null] as const);
  const placedAnew = await sql<Named>`
    UPDATE restore_point AS point SET
      backup_file_id = coalesce(placed.file_id, point.backup_file_id),
      gone_at = CASE WHEN placed.file_id IS NULL THEN ${readAt}::timestamptz END
    FROM ${pairs(placed)} AS placed (id, file_id)
    WHERE point.vbr_server_id = ${vbrServerId} AND point.id = placed.id
    RETURNING point.name`.execute(transaction);
  await markNamed(transaction, vbrServerId, placedAnew.rows);
}

interface Named {
  readonly name: string;
}

function markNamed(
  transaction: Transaction,
  vbrServerId: number,
  points: readonly Named[],
): Promise<void> {
  return markWorkloads(
    transaction,
    vbrServerId,
    points.map(({ name }) => name),
  );
}

/** Restore point → the file that names it. */
function namingFiles(files: readonly NamingFile[]): ReadonlyMap<string, string> {
  return new Map(files.flatMap((file) => file.restore_point_ids.map((id) => [id, file.id])));
}

function pairs(rows: ReadonlyArray<readonly [string, string | null]>) {
  const ids = arrayLiteral(rows.map(([id]) => id));
  const fileIds = arrayLiteral(rows.map(([, fileId]) => fileId));
  return sql`unnest(${ids}::text[], ${fileIds}::text[])`;
}
