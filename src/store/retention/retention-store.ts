import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ForgettableKind, RetentionStore } from '../../ports/retention-store.ts';
import { openDatabase } from '../database.ts';
import type { Databases } from '../migrate/migrate-databases.ts';

const mostConnections = 1;
/** Rows of one portion: a transaction of about a second. */
const rowsAtOnce = 10_000;

type Home = 'metrics' | 'risk';

/** The function of each kind, in the schema `retention` of its database. */
const functions: Readonly<
  Record<Exclude<ForgettableKind, 'session-months'>, readonly [Home, string]>
> = {
  'failure-groups': ['metrics', 'forget_groups'],
  runs: ['metrics', 'forget_runs'],
  tasks: ['metrics', 'forget_tasks'],
  logs: ['metrics', 'forget_logs'],
  sessions: ['metrics', 'forget_sessions'],
  'capacity-samples': ['metrics', 'forget_capacity_samples'],
  'capacity-days': ['metrics', 'forget_capacity_days'],
  forecasts: ['metrics', 'forget_forecasts'],
  'finding-history': ['metrics', 'forget_findings'],
  'risk-history': ['risk', 'forget_risk_history'],
  passes: ['risk', 'forget_passes'],
  'journal-events': ['risk', 'forget_journal'],
  audit: ['risk', 'forget_audit'],
};

/** Access to what removes old history in both databases, as the collector role. */
export function openRetentionStore(
  connections: Databases,
): RetentionStore & { close: () => Promise<void> } {
  const open = (home: Home) =>
    openDatabase<Record<string, never>>(connections[home], {
      max: mostConnections,
      applicationName: 'dr365 retention',
    });
  const databases = { metrics: open('metrics'), risk: open('risk') };
  return {
    forget: async (kind, before) => {
      if (kind === 'session-months') return dropMonth(databases.metrics.query, before);
      const [home, name] = functions[kind];
      const rows = await answer(
        databases[home].query,
        sql`SELECT ${sql.id('retention', name)}(${before}::timestamptz, ${rowsAtOnce}::int) AS rows`,
      );
      return { rows: rows ?? 0, isDone: (rows ?? 0) < rowsAtOnce };
    },
    prepareMonths: async (from, to) => {
      await sql`SELECT ensure_session_partitions(
        (${from}::timestamptz AT TIME ZONE 'UTC')::date, (${to}::timestamptz AT TIME ZONE 'UTC')::date)`.execute(
        databases.metrics.query,
      );
    },
    close: async () => {
      await Promise.all([databases.metrics.close(), databases.risk.close()]);
    },
  };
}

/** A month at once, whatever it holds; nothing where no month is to go, or where somebody is at it. */
async function dropMonth(database: Kysely<Record<string, never>>, before: Date) {
  const rows = await answer(
    database,
    sql`SELECT retention.drop_month(${before}::timestamptz) AS rows`,
  );
  return { rows: rows ?? 0, isDone: rows === null };
}

async function answer(
  database: Kysely<Record<string, never>>,
  question: RawBuilder<unknown>,
): Promise<number | null> {
  const { rows } = await sql<{ rows: number | null }>`${question}`.execute(database);
  return rows[0]?.rows ?? null;
}
