import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { LogOwner } from '../../domain/session.ts';
import { recordText } from '../../domain/telling-record.ts';
import type { LineToMatch, LineWithMatches, LogsToMatch } from '../../ports/cause-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import { copiedRows } from '../copy-rows.ts';
import type { MetricsSchema } from '../schema.ts';
import { markRunsOfSessions } from './cause-marks.ts';

/** The matches of a line as they are kept. */
export const matchesSchema = z.array(
  z.object({ signatureId: z.string(), start: z.number(), end: z.number() }),
);

/** The next logs to be matched, with their failed and warned lines. */
export async function logsToMatch(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  version: number,
  atMost: number,
): Promise<LogsToMatch> {
  const owners = await database
    .selectFrom('log_state')
    .select(['owner_kind as kind', 'owner_id as id', 'session_id as sessionId'])
    .where('vbr_server_id', '=', vbrServerId)
    .where('state', '<>', 'pending')
    // Three searches in the index; "another one than" could not use it.
    .where(({ or, eb }) =>
      or([
        eb('matched_version', 'is', null),
        eb('matched_version', '<', version),
        eb('matched_version', '>', version),
      ]),
    )
    .limit(atMost)
    .execute();
  return { owners, lines: await linesOf(database, vbrServerId, owners) };
}

interface LineRow {
  readonly kind: LogOwner['kind'];
  readonly id: string;
  readonly sessionId: string;
  readonly recordId: number;
  readonly title: string;
  readonly description: string;
  readonly workload: string | null;
}

async function linesOf(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  owners: readonly LogOwner[],
): Promise<readonly LineToMatch[]> {
  if (owners.length === 0) return [];
  const { rows } = await sql<LineRow>`
    SELECT wanted.kind, wanted.id, line.session_id AS "sessionId", line.record_id AS "recordId", line.title,
      line.description, task.name AS workload
    FROM unnest(${arrayLiteral(owners.map(({ kind }) => kind))}::text[], ${arrayLiteral(owners.map(({ id }) => id))}::text[])
      AS wanted (kind, id)
    JOIN log_record AS line ON line.vbr_server_id = ${vbrServerId}::int AND line.owner_kind = wanted.kind
      AND line.owner_id = wanted.id AND lower(line.status) IN ('failed', 'warning')
    LEFT JOIN task ON wanted.kind = 'task' AND task.vbr_server_id = ${vbrServerId}::int AND task.id = wanted.id
    `.execute(database);
  return rows.map(({ kind, id, sessionId, recordId, workload, ...record }) => ({
    owner: { kind, id, sessionId },
    recordId,
    text: recordText(record),
    workload,
  }));
}

/** Writes what the catalogue says of the lines, the version of their logs, and marks their runs. */
export function keepMatches(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  version: number,
  owners: readonly LogOwner[],
  lines: readonly LineWithMatches[],
): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    await stage(transaction, lines);
    await sql`
      UPDATE log_record AS line SET matched_version = ${version}::int, is_noise = staged.is_noise,
        fingerprint = staged.fingerprint, matches = staged.matches
      FROM staging_line_match AS staged
      WHERE line.vbr_server_id = ${vbrServerId}::int AND line.owner_kind = staged.owner_kind
        AND line.owner_id = staged.owner_id AND line.record_id = staged.record_id`.execute(
      transaction,
    );
    await sql`
      UPDATE log_state AS log SET matched_version = ${version}::int
      FROM unnest(${arrayLiteral(owners.map(({ kind }) => kind))}::text[], ${arrayLiteral(owners.map(({ id }) => id))}::text[])
        AS matched (kind, id)
      WHERE log.vbr_server_id = ${vbrServerId}::int AND log.owner_kind = matched.kind
        AND log.owner_id = matched.id`.execute(transaction);
    const sessionIds = owners.map(({ sessionId }) => sessionId);
    await markRunsOfSessions(transaction, vbrServerId, sessionIds);
  });
}

/** Copies the lines into a table of this connection that empties itself at the end of the transaction. */
async function stage(
  transaction: Kysely<MetricsSchema>,
  lines: readonly LineWithMatches[],
): Promise<void> {
  await sql`CREATE TEMPORARY TABLE IF NOT EXISTS staging_line_match (
    owner_kind text, owner_id text, record_id bigint, is_noise boolean, fingerprint text, matches jsonb
  ) ON COMMIT DELETE ROWS`.execute(transaction);
  if (lines.length === 0) return;
  const copied = copiedRows([
    lines.map(({ line }) => line.owner.kind),
    lines.map(({ line }) => line.owner.id),
    lines.map(({ line }) => line.recordId),
    lines.map(({ matched }) => matched.isNoise),
    lines.map(({ matched }) => matched.fingerprint),
    lines.map(({ matched }) => JSON.stringify(matched.matches)),
  ]);
  await sql`COPY staging_line_match (owner_kind, owner_id, record_id, is_noise, fingerprint, matches) FROM STDIN -- ${copied}`.execute(
    transaction,
  );
}
