import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { KeptForecast } from '../../domain/stored-backup.ts';
import type { MetricsSchema } from '../schema.ts';

const points = z.array(
  z.object({
    daysAhead: z.int().positive(),
    expected: z.number(),
    low80: z.number(),
    high80: z.number(),
    low95: z.number(),
    high95: z.number(),
  }),
);

interface ForecastRow {
  readonly subjectId: string;
  readonly madeOnDay: number;
  readonly asOf: Date;
  readonly points: unknown;
}

/** Oldest first; one that another version wrote in another shape is passed over. */
export async function pastForecasts(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  subjectId: string,
  since: Date,
): Promise<readonly KeptForecast[]> {
  const { rows } = await sql<ForecastRow>`
    SELECT subject_id AS "subjectId", made_on - date '1970-01-01' AS "madeOnDay", as_of AS "asOf", points
    FROM capacity_forecast
    WHERE vbr_server_id = ${vbrServerId} AND subject_id = ${subjectId}
      AND made_on >= (${since}::timestamptz AT TIME ZONE 'UTC')::date
    ORDER BY made_on`.execute(database);
  return rows.flatMap((row) => {
    const read = points.safeParse(row.points);
    return read.success ? [{ ...row, points: read.data }] : [];
  });
}

/** The last forecast of a day stands. */
export async function keepForecast(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  passId: string,
  forecast: KeptForecast,
): Promise<void> {
  const { subjectId, madeOnDay, asOf } = forecast;
  await sql`
    INSERT INTO capacity_forecast (vbr_server_id, subject_id, made_on, as_of, pass_id, points)
    VALUES (${vbrServerId}, ${subjectId}, date '1970-01-01' + ${madeOnDay}::int, ${asOf}, ${passId},
      ${JSON.stringify(forecast.points)}::jsonb)
    ON CONFLICT (vbr_server_id, subject_id, made_on) DO UPDATE SET
      as_of = excluded.as_of, pass_id = excluded.pass_id, points = excluded.points`.execute(
    database,
  );
}
