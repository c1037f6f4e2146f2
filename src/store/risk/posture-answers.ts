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
  // Older analyses read no computers, and went by the default of points.
  seesAgentComputers: z.boolean().default(false),
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
    lastAnalyses: (vbrServerIds) => lastAnalyses(database, vbrServerIds),
    compliance: (query) => complianceRows(database, query),
    blastRadii: (query) => radiusRows(database, query),
  };
}

type LastAnalyses = ReturnType<RiskAnswers['lastAnalyses']>;
type AnalysisRow = Omit<Awaited<LastAnalyses>[number], keyof z.infer<typeof posture>> & {
  readonly posture: unknown;
};

/** The newest analysis of each server; its formula has been the same since the first analysis after one by another. */
async function lastAnalyses(
  database: Kysely<RiskSchema>,
  vbrServerIds: readonly number[],
): LastAnalyses {
  const { rows } = await sql<AnalysisRow>`
    SELECT last.*, first."firstAsOf", same."formulaFrom" FROM (
      SELECT DISTINCT ON (vbr_server_id) vbr_server_id AS "vbrServerId", as_of AS "asOf", formula, posture
      FROM answers.risk_analysis WHERE vbr_server_id = ANY(${arrayLiteral(vbrServerIds)}::int[])
      ORDER BY vbr_server_id, as_of DESC
    ) AS last
    CROSS JOIN LATERAL (
      SELECT min(as_of) AS "firstAsOf", max(as_of) FILTER (WHERE formula <> last.formula) AS "otherAsOf"
      FROM answers.risk_analysis AS own WHERE own.vbr_server_id = last."vbrServerId"
    ) AS first
    CROSS JOIN LATERAL (
      SELECT min(as_of) AS "formulaFrom" FROM answers.risk_analysis AS own
      WHERE own.vbr_server_id = last."vbrServerId" AND own.as_of > coalesce(first."otherAsOf", '-infinity')
    ) AS same
    ORDER BY last."vbrServerId"`.execute(database);
  return rows.map(({ posture: said, ...row }) => ({ ...row, ...posture.parse(said) }));
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
