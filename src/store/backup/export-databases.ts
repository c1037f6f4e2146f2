import { type Client, escapeIdentifier } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { Fault } from '../../domain/errors.ts';
import { type ConnectionSettings, databaseFault, openClient } from '../connection.ts';
import { migrationLockKey } from '../migrate/apply-migrations.ts';
import type { Databases } from '../migrate/migrate-databases.ts';
import type { DatabaseKind } from '../migrate/migration-files.ts';
import { appliedNumbers } from '../migrate/schema-version.ts';
import {
  type BackupHeader,
  backupFormat,
  backupLine,
  endOfRows,
  type TableEnd,
} from './backup-format.ts';
import { type BackedUpTable, backedUpTables } from './backup-tables.ts';
import { plainCopying } from './plain-copying.ts';
import { rowTally } from './row-tally.ts';

/** What an export tells while it goes on: the table it is at, and how many rows lie behind it. */
interface ExportProgress {
  readonly database: DatabaseKind;
  readonly table: string;
  readonly rows: number;
}

/** What is written into the header beside what the databases tell. */
export type ExportParts = Pick<BackupHeader, 'id' | 'dr365Version' | 'madeAt'> & {
  readonly tell: (progress: ExportProgress) => void;
};

/** What an export holds, known once its last byte was taken. */
export interface Exported {
  readonly schema: BackupHeader['schema'];
  readonly tables: number;
  readonly rows: number;
  /** Whether a pass was at work: then each database is whole in itself, and the newest rows of the two may be a step apart. */
  readonly duringPass: boolean;
}

const applicationName = 'dr365 export';

/**
 * The bytes of a backup of both databases, each as it was at one instant, read as the owner. Memory stays flat: rows go from
 * COPY to the taker. Nothing is migrated meanwhile; passes go on.
 */
export async function* exportDatabases(
  databases: Databases,
  { id, dr365Version, madeAt, tell }: ExportParts,
): AsyncGenerator<string | Uint8Array, Exported> {
  const clients: Client[] = [];
  const open = async (connection: ConnectionSettings): Promise<Client> => {
    const client = await openClient(connection, applicationName);
    clients.push(client);
    return client;
  };
  try {
    const metrics = await open(databases.metrics);
    await metrics.query('SELECT pg_advisory_lock_shared($1)', [migrationLockKey]);
    const risk = await open(databases.risk);
    const duringPass = await isPassAtWork(risk);
    const [metricsTables, riskTables] = [await snapshot(metrics), await snapshot(risk)];
    const schema = { metrics: await schemaOf(metrics), risk: await schemaOf(risk) };
    yield backupLine({ dr365Backup: backupFormat, id, dr365Version, madeAt, schema });
    let rows = 0;
    for (const [database, client, tables] of [
      ['metrics', metrics, metricsTables],
      ['risk', risk, riskTables],
    ] as const) {
      for (const table of tables) {
        yield backupLine({ database, ...copiedHeader(table) });
        const end = yield* rowsOf(client, table, (done) =>
          tell({ database, table: table.table, rows: rows + done }),
        );
        rows += end.rows;
        yield backupLine(end);
      }
    }
    const tables = metricsTables.length + riskTables.length;
    yield backupLine({ end: true, tables, rows });
    return { schema, tables, rows, duringPass };
  } catch (error) {
    throw databaseFault(error, databases.metrics);
  } finally {
    for (const client of clients) await client.end().catch(() => {});
  }
}

function copiedHeader({ table, columns, partitions }: BackedUpTable) {
  return { table, columns: [...columns], partitions: [...partitions] };
}

/** Takes the instant the rest is read at; every table is held first, so that none is dropped after it. */
async function snapshot(client: Client): Promise<readonly BackedUpTable[]> {
  const known = await backedUpTables(client);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query(plainCopying);
  if (known.length === 0) return [];
  const names = known.map(({ table }) => `public.${escapeIdentifier(table)}`);
  await client.query(`LOCK TABLE ${names.join(', ')} IN ACCESS SHARE MODE`);
  return backedUpTables(client);
}

async function schemaOf(client: Client): Promise<number> {
  const schema = Math.max(0, ...(await appliedNumbers(client)));
  if (schema > 0) return schema;
  throw new Fault({
    code: 'database-refused',
    happened: 'the databases have no schema yet',
    means: 'there is nothing to export',
    next: 'run "dr365 run" first',
  });
}

async function* rowsOf(
  client: Client,
  { table, columns }: BackedUpTable,
  tell: (rows: number) => void,
): AsyncGenerator<Uint8Array | string, TableEnd> {
  const names = columns.map((column) => escapeIdentifier(column)).join(', ');
  // A query, for the rows of a partitioned table cannot be copied by its name.
  const statement = `COPY (SELECT ${names} FROM public.${escapeIdentifier(table)}) TO STDOUT`;
  const tally = rowTally();
  tell(0);
  const lines: AsyncIterable<Uint8Array> = client.query(copyTo(statement));
  for await (const piece of lines) {
    tally.take(piece);
    tell(tally.rows());
    yield piece;
  }
  yield endOfRows;
  return tally.end();
}

/** A pass holds a lock as long as its process lives. */
async function isPassAtWork(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (
       SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 365002 AND granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
     ) AS found`,
  );
  return rows[0]?.found ?? false;
}
