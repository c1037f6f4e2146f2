import { type Kysely, sql } from 'kysely';
import type { CapacityDay } from '../../domain/stored-backup.ts';
import type { ImportedDay } from '../../ports/capacity-store.ts';
import type { Kept } from '../../ports/collection-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import { lastOfEach } from '../last-of-each.ts';
import type { MetricsSchema } from '../schema.ts';

/** Takes the samples since each repository's newest measured day into its days; of a day the newest online sample stands. */
export async function rollUpDays(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<number> {
  const kept = await sql`
    WITH newest AS (
      SELECT repository.id AS repository_id, last.day, last.taken_at, last.capacity_gib, last.is_online
      FROM repository LEFT JOIN LATERAL (
        SELECT * FROM capacity_day AS known
        WHERE known.vbr_server_id = ${vbrServerId} AND known.repository_id = repository.id
          AND known.source = 'measured'
        ORDER BY known.day DESC LIMIT 1
      ) AS last ON true
      WHERE repository.vbr_server_id = ${vbrServerId}
    ), kept AS (
      INSERT INTO capacity_day AS known
        (vbr_server_id, repository_id, day, taken_at, capacity_gib, used_gib, reported_used_gib, is_online, source)
      SELECT DISTINCT ON (sample.repository_id, (sample.taken_at AT TIME ZONE 'UTC')::date)
        sample.vbr_server_id, sample.repository_id, (sample.taken_at AT TIME ZONE 'UTC')::date, sample.taken_at,
        sample.capacity_gib, sample.used_gib, sample.reported_used_gib, sample.is_online, 'measured'
      FROM newest JOIN capacity_sample AS sample
        ON sample.vbr_server_id = ${vbrServerId} AND sample.repository_id = newest.repository_id
        AND sample.taken_at >= coalesce(date_trunc('day', newest.taken_at, 'UTC'), '-infinity')
      ORDER BY sample.repository_id, (sample.taken_at AT TIME ZONE 'UTC')::date, sample.is_online DESC, sample.taken_at DESC
      ON CONFLICT (vbr_server_id, repository_id, day) DO UPDATE SET
        taken_at = excluded.taken_at, capacity_gib = excluded.capacity_gib, used_gib = excluded.used_gib,
        reported_used_gib = excluded.reported_used_gib, is_online = excluded.is_online, source = excluded.source
        WHERE known.taken_at <> excluded.taken_at OR known.source <> excluded.source
      RETURNING repository_id, day, capacity_gib, is_online
    ), marked AS (
      INSERT INTO capacity_mark AS mark (vbr_server_id, repository_id)
      SELECT DISTINCT ${vbrServerId}::int, kept.repository_id
      FROM kept JOIN newest USING (repository_id)
      WHERE newest.day IS NULL OR kept.day > newest.day
        OR ROW(kept.capacity_gib, kept.is_online) IS DISTINCT FROM ROW(newest.capacity_gib, newest.is_online)
      ON CONFLICT (vbr_server_id, repository_id) DO UPDATE SET marked_at = excluded.marked_at
    )
    SELECT FROM kept`.execute(database);
  return kept.rows.length;
}

/** The days of these repositories since an instant, oldest first. */
export async function days(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  repositoryIds: readonly string[],
  since: Date,
): Promise<readonly CapacityDay[]> {
  const { rows } = await sql<CapacityDay>`
    SELECT repository_id AS "repositoryId", taken_at AS "takenAt", capacity_gib AS "capacityGib",
      capacity_gib - used_gib AS "freeGib", used_gib AS "usedGib", reported_used_gib AS "reportedUsedGib",
      is_online AS "isOnline", source
    FROM capacity_day
    WHERE vbr_server_id = ${vbrServerId} AND repository_id = ANY(${arrayLiteral(repositoryIds)}::text[])
      AND taken_at >= ${since}
    ORDER BY day, repository_id`.execute(database);
  return rows;
}

/** Imported days in one statement; a measured day stays, and of a day that comes twice the last. */
export async function importDays(
  database: Kysely<MetricsSchema>,
  given: readonly ImportedDay[],
): Promise<Kept> {
  const imported = lastOfEach(given, ({ vbrServerId, repositoryId, day }) =>
    JSON.stringify([vbrServerId, repositoryId, day]),
  );
  const column = (value: (day: ImportedDay) => unknown) => arrayLiteral(imported.map(value));
  const written = await sql<{ is_new: boolean }>`
    WITH incoming AS (
      SELECT * FROM unnest(
        ${column(({ vbrServerId }) => vbrServerId)}::int[],
        ${column(({ repositoryId }) => repositoryId)}::text[],
        ${column(({ day }) => day)}::date[],
        ${column(({ capacityGib }) => capacityGib)}::double precision[],
        ${column(({ usedGib }) => usedGib)}::double precision[]
      ) AS given (vbr_server_id, repository_id, day, capacity_gib, used_gib)
    ), marked AS (
      INSERT INTO capacity_mark (vbr_server_id, repository_id)
      SELECT DISTINCT vbr_server_id, repository_id FROM incoming
      ON CONFLICT (vbr_server_id, repository_id) DO UPDATE SET marked_at = excluded.marked_at
    )
    INSERT INTO capacity_day AS known
      (vbr_server_id, repository_id, day, taken_at, capacity_gib, used_gib, reported_used_gib, is_online, source)
    SELECT vbr_server_id, repository_id, day, day::timestamp AT TIME ZONE 'UTC', capacity_gib, used_gib, used_gib, true, 'imported'
    FROM incoming
    ON CONFLICT (vbr_server_id, repository_id, day) DO UPDATE SET
      capacity_gib = excluded.capacity_gib, used_gib = excluded.used_gib, reported_used_gib = excluded.reported_used_gib
      WHERE known.source = 'imported'
        AND ROW(known.capacity_gib, known.used_gib) IS DISTINCT FROM ROW(excluded.capacity_gib, excluded.used_gib)
    RETURNING xmax = 0 AS is_new`.execute(database);
  const inserted = written.rows.filter(({ is_new }) => is_new).length;
  return { inserted, changed: written.rows.length - inserted };
}
