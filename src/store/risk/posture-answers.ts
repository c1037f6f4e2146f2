import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { businessTiers } from '../../domain/business-tier-settings.ts';
import type { RiskAnswers } from '../../ports/risk-answers.ts';
import { totalOf } from '../answers/total-of.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { RiskSchema } from './risk-schema.ts';

const count = z.int().nonnegative();
const verdict = z.enum(['met', 'not-met', 'unknown']);
const counts = z.object({ met: count, 'not-met': count, unknown: count });
const requirement = z.object({ verdict, says: z.string() });
const tier = z.enum(businessTiers);

const posture = z.object({
  tiers: z.array(
    z.object({ tier, workloads: count, rpo: counts, rto: counts, rule: counts, testAge: counts }),
  ),
  hasInventory: z.boolean(),
  // Analyses of before it was kept went by the default.
  changedPoints: z.number().default(5),
});

const compliance = z.object({
  id: z.string(),
  name: z.string(),
  tier,
  rpo: verdict,
  rto: verdict,
  testAge: verdict,
  rule: z.object({
    copies: requirement,
    media: requirement,
    offSite: requirement,
    immutable: requirement,
    errors: requirement,
    verdict,
  }),
});

const radius = z.object({
  kind: z.enum(['repository', 'host', 'proxy', 'server']),
  id: z.string(),
  name: z.string(),
  workloads: count,
  losesNewest: count,
  losesAll: count,
  worstGapHours: z.number().nullable(),
  byTier: z.record(z.string(), count),
  names: z.array(z.string()),
  says: z.string(),
});

type Posture = Pick<RiskAnswers, 'lastAnalyses' | 'compliance' | 'blastRadii'>;

/** What workloads meet and what is lost with what, as the mcp role reads it. */
export function postureAnswers(database: Kysely<RiskSchema>): Posture {
  return {
    lastAnalyses: async (vbrServerIds) => {
      const rows = await database
        .selectFrom('answers.risk_analysis')
        .select((build) => [
          ...(['vbr_server_id as vbrServerId', 'as_of as asOf', 'posture'] as const),
          build.fn
            .min('as_of')
            .over((over) => over.partitionBy('vbr_server_id'))
            .as('firstAsOf'),
        ])
        .distinctOn('vbr_server_id')
        .where(isOf(vbrServerIds))
        .orderBy('vbr_server_id')
        .orderBy('as_of', 'desc')
        .execute();
      return rows.map(({ posture: said, ...row }) => ({ ...row, ...posture.parse(said) }));
    },
    compliance: (query) => complianceRows(database, query),
    blastRadii: (query) => radiusRows(database, query),
  };
}

async function complianceRows(
  database: Kysely<RiskSchema>,
  query: Parameters<RiskAnswers['compliance']>[0],
): ReturnType<RiskAnswers['compliance']> {
  const { vbrServerIds, limit, offset } = query;
  let matching = database.selectFrom('answers.workload_compliance').where(isOf(vbrServerIds));
  if (query.tier !== undefined) matching = matching.where('tier', '=', query.tier);
  if (query.name !== undefined) matching = matching.where(isNamed('workload_name', query.name));
  const rows = await matching
    .select(['vbr_server_id as vbrServerId', 'document'])
    .orderBy(sql`CASE verdict WHEN 'not-met' THEN 0 WHEN 'unknown' THEN 1 ELSE 2 END`)
    .orderBy(
      sql`CASE tier WHEN 'CRITICAL' THEN 0 WHEN 'HIGH' THEN 1 WHEN 'MEDIUM' THEN 2 ELSE 3 END`,
    )
    .orderBy('workload_id')
    .limit(limit)
    .offset(offset)
    .execute();
  const total = await totalOf(matching, rows.length, { limit, offset });
  return {
    total,
    rows: rows.map(({ vbrServerId, document }) => ({ vbrServerId, ...compliance.parse(document) })),
  };
}

async function radiusRows(
  database: Kysely<RiskSchema>,
  { vbrServerIds, name, limit, offset }: Parameters<RiskAnswers['blastRadii']>[0],
): ReturnType<RiskAnswers['blastRadii']> {
  let matching = database.selectFrom('answers.blast_radius').where(isOf(vbrServerIds));
  if (name !== undefined) matching = matching.where(isNamed('name', name));
  const rows = await matching
    .select(['vbr_server_id as vbrServerId', 'document'])
    .orderBy('loses_all', 'desc')
    .orderBy('loses_newest', 'desc')
    .orderBy('kind')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute();
  const total = await totalOf(matching, rows.length, { limit, offset });
  return {
    total,
    rows: rows.map(({ vbrServerId, document }) => ({ vbrServerId, ...radius.parse(document) })),
  };
}

function isOf(vbrServerIds: readonly number[]) {
  return sql<boolean>`vbr_server_id = ANY(${arrayLiteral(vbrServerIds)}::int[])`;
}

function isNamed(column: 'name' | 'workload_name', name: string) {
  return sql<boolean>`lower(${sql.ref(column)}) = ${name.trim().toLowerCase()}`;
}
