import { sql } from 'kysely';
import type { JournalRows } from '../../ports/journal.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { ConnectionSettings } from '../connection.ts';
import { openDatabase } from '../database.ts';
import type { RiskSchema } from './risk-schema.ts';

/** The journal's table in the risk database; a batch is one statement, kept whole or not at all. */
export function openJournalRows(
  connection: ConnectionSettings,
): JournalRows & { close: () => Promise<void> } {
  const { query, close } = openDatabase<RiskSchema>(connection, {
    max: 1,
    applicationName: 'dr365 journal',
  });
  return {
    append: async (rows) => {
      if (rows.length === 0) return;
      await sql`
        INSERT INTO journal_event (at, level, kind, component, pass_id, vbr_server_id, message, data)
        SELECT at, level, kind, component, pass_id, vbr_server_id, message, data::jsonb FROM unnest(
          ${arrayLiteral(rows.map((row) => row.at))}::timestamptz[],
          ${arrayLiteral(rows.map((row) => row.level))}::text[],
          ${arrayLiteral(rows.map((row) => row.kind))}::text[],
          ${arrayLiteral(rows.map((row) => row.component))}::text[],
          ${arrayLiteral(rows.map((row) => row.passId))}::uuid[],
          ${arrayLiteral(rows.map((row) => row.vbrServerId))}::int[],
          ${arrayLiteral(rows.map((row) => row.message))}::text[],
          ${arrayLiteral(rows.map((row) => row.data))}::text[]
        ) AS event (at, level, kind, component, pass_id, vbr_server_id, message, data)`.execute(
        query,
      );
    },
    close,
  };
}
