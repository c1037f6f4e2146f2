import { z } from 'zod';

/** Raised whenever a reader of the former format could misread a file. */
export const backupFormat = 1;

/** The line that ends the rows of a table, as in the files of pg_dump; no row can look like it. */
export const endOfRows = '\\.\n';

const databaseKind = z.enum(['metrics', 'risk']);
const schemaNumber = z.int().min(1);

/** The first line of a backup. */
export const backupHeader = z.object({
  dr365Backup: z.int(),
  /** Tells two backups apart, however alike. */
  id: z.uuid(),
  dr365Version: z.string(),
  madeAt: z.iso.datetime(),
  schema: z.object({ metrics: schemaNumber, risk: schemaNumber }),
});
export type BackupHeader = z.infer<typeof backupHeader>;

/** Before the rows of a table. */
export const tableHeader = z.object({
  database: databaseKind,
  table: z.string().min(1),
  columns: z.array(z.string().min(1)).min(1),
  /** Months (YYYYMM) that had a partition of their own. */
  partitions: z.array(z.string().regex(/^\d{6}$/)),
});
export type TableHeader = z.infer<typeof tableHeader>;

/** After the rows of a table: how many there are, and the SHA-256 of their lines. */
export const tableEnd = z.object({
  rows: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type TableEnd = z.infer<typeof tableEnd>;

/** The last line: a file without it was cut off. */
export const backupEnd = z.object({
  end: z.literal(true),
  tables: z.int().nonnegative(),
  rows: z.int().nonnegative(),
});

/** One line of a backup that is no row. */
export function backupLine(
  record: BackupHeader | TableHeader | TableEnd | z.infer<typeof backupEnd>,
): string {
  return `${JSON.stringify(record)}\n`;
}
