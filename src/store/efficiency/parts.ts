import { type Kysely, sql } from 'kysely';
import type { PeerRemaining } from '../../domain/efficiency.ts';
import type { EfficiencyStore, JobParts } from '../../ports/efficiency-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import { type KeepingPlan, keepRows } from '../keep-rows.ts';
import type { MetricsSchema } from '../schema.ts';
import type { EfficiencyPartTable } from '../tables/efficiency-tables.ts';

type PartRow = Omit<EfficiencyPartTable, 'vbr_server_id'>;

const partPlan: KeepingPlan<PartRow> = {
  table: 'efficiency_part',
  key: ['subject_id', 'repository_id', 'workload', 'kind'],
  columns: {
    subject_id: 'text',
    repository_id: 'text',
    repository_name: 'text',
    workload: 'text',
    kind: 'text',
    files: 'bigint',
    unknown_files: 'bigint',
    data_bytes: 'double precision',
    backup_bytes: 'double precision',
    told_data_bytes: 'double precision',
    deduped_bytes: 'double precision',
    packed_bytes: 'double precision',
  },
};
const fewestPeers = 5;

/** The parts of these jobs and no others of them. */
export function keepParts(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  jobs: readonly JobParts[],
): Promise<void> {
  const rows = jobs.flatMap(({ subjectId, parts }) =>
    parts.map(
      (part): PartRow => ({
        subject_id: subjectId,
        repository_id: part.repositoryId ?? '',
        repository_name: part.repositoryName,
        workload: part.workload,
        kind: part.kind,
        files: part.files,
        unknown_files: part.unknownFiles,
        data_bytes: part.dataBytes,
        backup_bytes: part.backupBytes,
        told_data_bytes: part.toldDataBytes,
        deduped_bytes: part.dedupedBytes,
        packed_bytes: part.packedBytes,
      }),
    ),
  );
  const column = (name: 'subject_id' | 'repository_id' | 'workload' | 'kind') =>
    arrayLiteral(rows.map((row) => row[name]));
  return database.transaction().execute(async (transaction) => {
    await sql`
      DELETE FROM efficiency_part AS part
      WHERE vbr_server_id = ${vbrServerId}
        AND subject_id = ANY(${arrayLiteral(jobs.map(({ subjectId }) => subjectId))}::text[])
        AND (subject_id, repository_id, workload, kind) NOT IN (
          SELECT * FROM unnest(${column('subject_id')}::text[], ${column('repository_id')}::text[],
            ${column('workload')}::text[], ${column('kind')}::text[]))`.execute(transaction);
    await keepRows(transaction, partPlan, vbrServerId, rows);
  });
}

/** Quartiles over jobs of what compression and deduplication leave; jobs that save nothing are left out. */
export async function peers(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): ReturnType<EfficiencyStore['peers']> {
  const compression = await quartiles(database, vbrServerId, 'deduped_bytes', 'packed_bytes');
  const deduplication = await quartiles(database, vbrServerId, 'told_data_bytes', 'deduped_bytes');
  return { compression, deduplication };
}

async function quartiles(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  before: 'deduped_bytes' | 'told_data_bytes',
  after: 'packed_bytes' | 'deduped_bytes',
): Promise<PeerRemaining | null> {
  const { rows } = await sql<PeerRemaining>`
    SELECT count(*)::int AS jobs, percentile_cont(0.25) WITHIN GROUP (ORDER BY remaining) AS "lowPercent",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY remaining) AS "medianPercent",
      percentile_cont(0.75) WITHIN GROUP (ORDER BY remaining) AS "highPercent"
    FROM (
      SELECT 100 * sum(${sql.ref(after)}) / sum(${sql.ref(before)}) AS remaining FROM efficiency_part
      WHERE vbr_server_id = ${vbrServerId} GROUP BY subject_id HAVING sum(${sql.ref(before)}) > 0
    ) AS of_job
    WHERE remaining < 99`.execute(database);
  const [found] = rows;
  return found === undefined || found.jobs < fewestPeers ? null : found;
}

export async function forgetOthers(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<void> {
  const listed = sql`SELECT coalesce(job_id, 'backup/' || id) FROM backup
    WHERE vbr_server_id = ${vbrServerId} AND is_listed`;
  await sql`DELETE FROM efficiency_part WHERE vbr_server_id = ${vbrServerId}
    AND subject_id NOT IN (${listed})`.execute(database);
  await sql`DELETE FROM finding WHERE vbr_server_id = ${vbrServerId} AND feature = 'efficiency'
    AND subject_kind = 'job' AND subject_id NOT IN (${listed})`.execute(database);
}
