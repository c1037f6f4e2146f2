import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { KeptPlan, Plan, PlanStatus, PlanTally } from '../../domain/plan.ts';
import type { PlanStore, RisksToPlan } from '../../ports/plan-store.ts';
import type { ConnectionSettings } from '../connection.ts';
import { openDatabase } from '../database.ts';
import { factFrom } from './plan-facts.ts';
import { planFrom, planRow } from './plan-row.ts';
import { riskFrom } from './risk-row.ts';
import type { RiskSchema } from './risk-schema.ts';

/** The risk database as the remediation role: reads views, writes plans. */
export function openPlanStore(connection: ConnectionSettings): PlanStore {
  const { query, close } = openDatabase<RiskSchema>(connection, {
    max: 1,
    applicationName: 'dr365 remediation',
  });
  return {
    vbrServerIds: async () => {
      const { rows } = await sql<{ id: number }>`
        SELECT DISTINCT vbr_server_id AS id FROM answers.risk_analysis ORDER BY 1`.execute(query);
      return rows.map(({ id }) => id);
    },
    risks: (vbrServerId, asOf) => risksToPlan(query, vbrServerId, asOf),
    facts: async (vbrServerId) => {
      const { rows } = await sql<Record<string, unknown>>`
        SELECT kind, name, known_until, metrics FROM answers.plan_fact WHERE vbr_server_id = ${vbrServerId}`.execute(
        query,
      );
      return rows.map(factFrom);
    },
    plans: async (vbrServerId) => {
      const { rows } = await sql<Record<string, unknown>>`
        SELECT * FROM answers.plan WHERE vbr_server_id = ${vbrServerId}`.execute(query);
      return rows.map(planFrom);
    },
    keep: (...input) => keepPlans(query, ...input),
    keepTally: (tally) => keepTally(query, tally),
    setStatus: (...input) => setStatus(query, ...input),
    journal: async ({ at, level, kind, passId, vbrServerId, message, data }) => {
      await sql`SELECT answers.record_journal(${at}, ${level}, ${kind}, ${passId}, ${vbrServerId}, ${message},
        ${JSON.stringify(data)}::jsonb)`.execute(query);
    },
    close,
  };
}

const closedRow = z.object({ id: z.string(), closed_as: z.enum(['fixed', 'merged']) });

async function risksToPlan(
  database: Kysely<RiskSchema>,
  vbrServerId: number,
  asOf: Date,
): Promise<RisksToPlan> {
  const open = await sql<{ id: string; document: unknown }>`
    SELECT id, document FROM answers.risk WHERE vbr_server_id = ${vbrServerId} AND closed_as IS NULL ORDER BY id`.execute(
    database,
  );
  const closed = await sql<Record<string, unknown>>`
    SELECT id, closed_as FROM answers.risk
    WHERE vbr_server_id = ${vbrServerId} AND closed_as IS NOT NULL AND EXISTS (
      SELECT FROM answers.plan WHERE plan.vbr_server_id = risk.vbr_server_id AND plan.risk_id = risk.id)`.execute(
    database,
  );
  const accepted = await sql<{ id: string }>`
    SELECT DISTINCT risk_id AS id FROM answers.risk_acceptance
    WHERE vbr_server_id = ${vbrServerId} AND expires_at > ${asOf} AND reopened_at IS NULL`.execute(
    database,
  );
  return {
    open: open.rows.map(riskFrom),
    closed: new Map(
      closed.rows.map((row) => {
        const { id, closed_as } = closedRow.parse(row);
        return [id, closed_as];
      }),
    ),
    accepted: new Set(accepted.rows.map(({ id }) => id)),
  };
}

const plansAtOnce = 500;
const content = [
  ...['category', 'kind', 'cause_class', 'subject_kind', 'subject_id', 'subject_name'],
  ...['looks_at', 'title', 'tier', 'score', 'impact', 'confidence', 'benefit', 'effort_hours'],
  ...['is_quick_win', 'content', 'cause', 'verdict', 'verification'],
];
const contentColumns = sql.raw(content.join(', '));
const contentOfMade = sql.raw(content.map((column) => `${column} = made.${column}`).join(', '));

/** An update, then what is new: an upsert would have to read the table, which this role may not. */
async function keepPlans(
  database: Kysely<RiskSchema>,
  passId: string,
  asOf: Date,
  plans: readonly Plan[],
): Promise<void> {
  for (let start = 0; start < plans.length; start += plansAtOnce) {
    const made = sql`jsonb_to_recordset(${documentOf(plans.slice(start, start + plansAtOnce).map(planRow))}::jsonb) AS made (
      vbr_server_id int, risk_id text, category text, kind text, cause_class text, subject_kind text, subject_id text,
      subject_name text, looks_at jsonb, title text, tier text, score double precision, impact double precision,
      confidence double precision, benefit double precision, effort_hours double precision, is_quick_win boolean,
      content jsonb, cause text, verdict text, verification jsonb)`;
    await sql`UPDATE plan SET ${contentOfMade}, pass_id = ${passId} FROM ${made}
      WHERE plan.vbr_server_id = made.vbr_server_id AND plan.risk_id = made.risk_id`.execute(
      database,
    );
    await sql`
      INSERT INTO plan (vbr_server_id, risk_id, ${contentColumns}, pass_id, made_at, status_since)
      SELECT vbr_server_id, risk_id, ${contentColumns}, ${passId}::uuid, ${asOf}::timestamptz, ${asOf}::timestamptz
      FROM ${made} WHERE NOT EXISTS (
        SELECT FROM answers.plan AS kept WHERE kept.vbr_server_id = made.vbr_server_id AND kept.risk_id = made.risk_id)`.execute(
      database,
    );
  }
}

/** PostgreSQL holds no NUL character, and one in a foreign name must not cost the whole batch. */
function documentOf(rows: readonly unknown[]): string {
  return JSON.stringify(rows, (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value,
  );
}

async function keepTally(database: Kysely<RiskSchema>, tally: PlanTally): Promise<void> {
  await sql`
    INSERT INTO plan_tally (vbr_server_id, as_of, risks, planned, below_score, below_confidence, accepted, without_playbook,
      minimum_score, minimum_confidence)
    VALUES (${tally.vbrServerId}, ${tally.asOf}, ${tally.risks}, ${tally.planned}, ${tally.belowScore},
      ${tally.belowConfidence}, ${tally.accepted}, ${tally.withoutPlaybook}, ${tally.minimumScore}, ${tally.minimumConfidence})
    ON CONFLICT (vbr_server_id) DO UPDATE SET as_of = ${tally.asOf}, risks = ${tally.risks}, planned = ${tally.planned},
      below_score = ${tally.belowScore}, below_confidence = ${tally.belowConfidence}, accepted = ${tally.accepted},
      without_playbook = ${tally.withoutPlaybook}, minimum_score = ${tally.minimumScore},
      minimum_confidence = ${tally.minimumConfidence}`.execute(database);
}

async function setStatus(
  database: Kysely<RiskSchema>,
  riskId: string,
  status: PlanStatus,
  at: Date,
): Promise<KeptPlan | null> {
  return database.transaction().execute(async (transaction) => {
    const { rows } = await sql<Record<string, unknown>>`
      SELECT * FROM answers.plan WHERE risk_id = ${riskId} ORDER BY vbr_server_id LIMIT 1`.execute(
      transaction,
    );
    const [found] = rows;
    if (found === undefined) return null;
    const plan = planFrom(found);
    if (plan.status === status) return plan;
    const { vbrServerId, verification } = plan;
    await sql`UPDATE plan SET status = ${status}, status_since = ${at}
      WHERE vbr_server_id = ${vbrServerId} AND risk_id = ${riskId}`.execute(transaction);
    await sql`INSERT INTO plan_status_change (vbr_server_id, risk_id, changed_at, status, verdict)
      VALUES (${vbrServerId}, ${riskId}, ${at}, ${status}, ${verification.verdict})`.execute(
      transaction,
    );
    return plan;
  });
}
