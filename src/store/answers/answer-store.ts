import { type Kysely, sql } from 'kysely';
import type { AnswerStore, FailureLine } from '../../ports/answer-store.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { ConnectionSettings } from '../connection.ts';
import { openDatabase } from '../database.ts';
import type { MetricsSchema } from '../schema.ts';
import { serverColumns, serverFrom } from '../server-row.ts';
import { sourceStateColumns } from '../source-state-row.ts';
import { causeAnswers } from './causes.ts';
import { changeAnswers } from './changes.ts';
import { efficiencyAnswers } from './efficiency.ts';
import { findFindings } from './findings.ts';
import { countRuns, findRuns } from './runs.ts';
import { similarNames } from './similar-names.ts';

// Many clients may each start a process of their own.
const mostConnections = 2;
const statementTimeoutMs = 15_000;

/** The doors' access to the metrics database, as the mcp role: the views of the schema `answers`. */
export function openAnswerStore(
  connection: ConnectionSettings,
): AnswerStore & { close: () => Promise<void> } {
  const { query, close } = openDatabase<MetricsSchema>(connection, {
    max: mostConnections,
    applicationName: 'dr365 answers',
    statementTimeoutMs,
    prepared: true,
  });
  return {
    servers: () => servers(query),
    sourceStates: (vbrServerId) =>
      query
        .selectFrom('answers.source_state')
        .select(sourceStateColumns)
        .where('vbr_server_id', '=', vbrServerId)
        .orderBy('source')
        .execute(),
    findings: (wanted) => findFindings(query, wanted),
    runs: (wanted) => findRuns(query, wanted),
    runCounts: (vbrServerId, since) => countRuns(query, vbrServerId, since),
    failureLines: (vbrServerId, sessionIds, atMost) =>
      failureLines(query, vbrServerId, sessionIds, atMost),
    ...causeAnswers(query),
    ...changeAnswers(query),
    ...efficiencyAnswers(query),
    similarNames: async (kind, text, atMost) => {
      const known = await query
        .selectFrom('answers.subject_name')
        .select('name')
        .where('kind', '=', kind)
        .execute();
      return similarNames(
        known.map((row) => row.name),
        text,
        atMost,
      );
    },
    counts: async () => {
      const rows = await query.selectFrom('answers.row_count').selectAll().execute();
      return Object.fromEntries(rows.map((row) => [row.kind, row.row_count]));
    },
    close,
  };
}

async function servers(database: Kysely<MetricsSchema>): ReturnType<AnswerStore['servers']> {
  const rows = await database
    .selectFrom('answers.server')
    .select([...serverColumns, 'pending_logs as pendingLogs'])
    .orderBy('id')
    .execute();
  return rows.map(({ pendingLogs, ...server }) => ({ ...serverFrom(server), pendingLogs }));
}

function failureLines(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  sessionIds: readonly string[],
  atMost: number,
): Promise<readonly FailureLine[]> {
  return database
    .selectFrom('answers.failure_line')
    .select([
      'session_id as sessionId',
      'task_id as taskId',
      'task_name as taskName',
      'record_id as recordId',
      'status',
      'title',
      'description',
      'started_at as startedAt',
      'updated_at as updatedAt',
    ])
    .where('vbr_server_id', '=', vbrServerId)
    .where(sql<boolean>`session_id = ANY(${arrayLiteral(sessionIds)}::text[])`)
    .orderBy('started_at')
    .orderBy('session_id')
    .orderBy('record_id')
    .limit(atMost)
    .execute();
}
