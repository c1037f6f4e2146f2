import { type Kysely, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { PlanTally } from '../../domain/plan.ts';
import { planStatuses } from '../../domain/plan.ts';
import type { PlanAnswers, PlanCounts, PlanQuery } from '../../ports/plan-answers.ts';
import { similarNames } from '../answers/similar-names.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { ConnectionSettings } from '../connection.ts';
import { openDatabase } from '../database.ts';
import { planFrom } from './plan-row.ts';
import type { RiskSchema } from './risk-schema.ts';

/** Reads plans as the mcp role: views only. */
export function openPlanAnswers(
  connection: ConnectionSettings,
): PlanAnswers & { close: () => Promise<void> } {
  const { query: database, close } = openDatabase<RiskSchema>(connection, {
    max: 1,
    applicationName: 'dr365 plans',
  });
  return {
    close,
    plans: (query) => findPlans(database, query),
    tallies: (vbrServerIds) => talliesOf(database, vbrServerIds),
    planCounts: (vbrServerIds) => countsOf(database, vbrServerIds),
    similarPlans: async (text, atMost) => {
      const { rows } = await sql<{ name: string }>`
        SELECT DISTINCT subject_name AS name FROM answers.plan
        UNION SELECT DISTINCT risk_id FROM answers.plan`.execute(database);
      return similarNames(
        rows.map(({ name }) => name),
        text,
        atMost,
      );
    },
  };
}

async function findPlans(database: Kysely<RiskSchema>, query: PlanQuery) {
  const { rows } = await sql<Record<string, unknown> & { total: number }>`
    SELECT *, count(*) OVER () AS total FROM answers.plan
    WHERE ${conditions(query)}
    ORDER BY verdict = 'regressed' DESC, is_quick_win DESC, benefit / effort_hours DESC, benefit DESC, risk_id
    LIMIT ${query.limit} OFFSET ${query.offset}`.execute(database);
  const total = rows[0]?.total ?? (query.offset === 0 ? 0 : await totalOf(database, query));
  return { rows: rows.map(planFrom), total };
}

async function totalOf(database: Kysely<RiskSchema>, query: PlanQuery): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM answers.plan WHERE ${conditions(query)}`.execute(database);
  return rows[0]?.total ?? 0;
}

function conditions(query: PlanQuery): RawBuilder<unknown> {
  const { vbrServerIds, riskId, categories, name, onlyToDo } = query;
  const all = [sql`vbr_server_id = ANY(${arrayLiteral(vbrServerIds)}::int[])`];
  if (riskId !== undefined) all.push(sql`risk_id = ${riskId}`);
  if (categories !== undefined) {
    all.push(sql`category = ANY(${arrayLiteral(categories)}::text[])`);
  }
  if (name !== undefined) {
    const wanted = name.toLowerCase();
    all.push(sql`(lower(subject_name) = ${wanted} OR EXISTS (
      SELECT FROM jsonb_each(looks_at) AS looked, jsonb_array_elements_text(looked.value) AS named
      WHERE lower(named) = ${wanted}))`);
  }
  if (onlyToDo) {
    all.push(
      sql`(verdict = 'regressed' OR (cause IN ('open', 'unconfirmed') AND status NOT IN ('COMPLETED', 'CANCELLED')))`,
    );
  }
  return sql.join(all, sql` AND `);
}

async function talliesOf(
  database: Kysely<RiskSchema>,
  vbrServerIds: readonly number[],
): Promise<readonly PlanTally[]> {
  const { rows } = await sql<PlanTally>`
    SELECT vbr_server_id AS "vbrServerId", as_of AS "asOf", risks, planned, below_score AS "belowScore",
      below_confidence AS "belowConfidence", accepted, without_playbook AS "withoutPlaybook", minimum_score AS "minimumScore",
      minimum_confidence AS "minimumConfidence"
    FROM answers.plan_tally WHERE vbr_server_id = ANY(${arrayLiteral(vbrServerIds)}::int[]) ORDER BY 1`.execute(
    database,
  );
  return rows;
}

const countRow = z.object({
  status: z.enum(planStatuses),
  plans: z.number(),
  met: z.number(),
  regressed: z.number(),
});

async function countsOf(
  database: Kysely<RiskSchema>,
  vbrServerIds: readonly number[],
): Promise<PlanCounts> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT status, count(*) AS plans, count(*) FILTER (WHERE verdict = 'met') AS met,
      count(*) FILTER (WHERE verdict = 'regressed') AS regressed
    FROM answers.plan WHERE vbr_server_id = ANY(${arrayLiteral(vbrServerIds)}::int[]) GROUP BY status`.execute(
    database,
  );
  const counts = rows.map((row) => countRow.parse(row));
  return {
    byStatus: Object.fromEntries(counts.map(({ status, plans }) => [status, plans])),
    met: counts.reduce((sum, { met }) => sum + met, 0),
    regressed: counts.reduce((sum, { regressed }) => sum + regressed, 0),
  };
}
