import { sql } from 'kysely';
import { z } from 'zod';
import { type PlanFact, type PlanMetric, planMetrics } from '../../domain/plan-fact.ts';
import type { PlanFactStore } from '../../ports/plan-store.ts';
import { type DatabaseAccess, openDatabase } from '../database.ts';
import { lastOfEach } from '../last-of-each.ts';

/** Figures that plans are checked against, as the analyst role writes them. */
export function openPlanFactStore(
  access: DatabaseAccess,
): PlanFactStore & { close: () => Promise<void> } {
  const { query, close } = openDatabase<unknown>(access, {
    max: 1,
    applicationName: 'dr365 plan facts',
  });
  return {
    lookedAt: async (vbrServerId) => {
      const { rows } = await sql<{ name: string }>`
        SELECT DISTINCT lower(name) AS name
        FROM answers.plan, jsonb_each(looks_at) AS looked, jsonb_array_elements_text(looked.value) AS name
        WHERE vbr_server_id = ${vbrServerId}`.execute(query);
      return rows.map(({ name }) => name);
    },
    keepFacts: async (vbrServerId, facts) => {
      const told = facts.map(({ kind, name, knownUntil, metrics }) => ({
        ...{ kind, name: name.toLowerCase().replaceAll('\0', ''), metrics },
        known_until: knownUntil,
      }));
      const rows = lastOfEach(told, ({ kind, name }) => `${kind} ${name}`);
      await query.transaction().execute(async (transaction) => {
        await sql`
          WITH seen AS (
            SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS fact (
              kind text, name text, known_until timestamptz, metrics jsonb)
          ), kept AS (
            INSERT INTO plan_fact AS stored (vbr_server_id, kind, name, known_until, metrics)
            SELECT ${vbrServerId}::int, kind, name, known_until, metrics FROM seen
            ON CONFLICT (vbr_server_id, kind, name) DO UPDATE
              SET known_until = excluded.known_until, metrics = excluded.metrics
              WHERE (stored.known_until, stored.metrics) IS DISTINCT FROM (excluded.known_until, excluded.metrics)
          )
          DELETE FROM plan_fact WHERE vbr_server_id = ${vbrServerId} AND NOT EXISTS (
            SELECT FROM seen WHERE seen.kind = plan_fact.kind AND seen.name = plan_fact.name)`.execute(
          transaction,
        );
      });
    },
    close,
  };
}

const row = z.object({
  kind: z.enum(['job', 'workload', 'repository']),
  name: z.string(),
  known_until: z.date(),
  metrics: z.record(z.string(), z.number()),
});

/** A row of answers.plan_fact; metrics that this version does not know are left out. */
export function factFrom(kept: Readonly<Record<string, unknown>>): PlanFact {
  const { kind, name, known_until: knownUntil, metrics } = row.parse(kept);
  const known: Partial<Record<PlanMetric, number>> = {};
  for (const [metric, value] of Object.entries(metrics)) {
    if (isMetric(metric)) known[metric] = value;
  }
  return { kind, name, knownUntil, metrics: known };
}

function isMetric(name: string): name is PlanMetric {
  return name in planMetrics;
}
