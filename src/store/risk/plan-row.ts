import { z } from 'zod';
import { businessTiers } from '../../domain/business-tier-settings.ts';
import { Fault } from '../../domain/errors.ts';
import {
  comparators,
  criterionStates,
  effectFormulas,
  type KeptPlan,
  type Plan,
  planBases,
  planCauses,
  planStatuses,
  planVerdicts,
} from '../../domain/plan.ts';
import { type PlanMetric, planMetrics } from '../../domain/plan-fact.ts';
import { riskCategories } from '../../domain/risk.ts';

const texts = z.array(z.string());
const basis = z.enum(planBases);
const number = z.number().nullable();
const text = z.string().nullable();
const instant = z.coerce.date();
const metric = z.string().refine((name): name is PlanMetric => name in planMetrics);

const content = z.object({
  playbooks: texts,
  signatureId: text,
  summary: z.string(),
  evidence: z.array(
    z.object({
      kind: z.enum(['session', 'log-line', 'restore-point', 'backup', 'finding', 'event', 'fact']),
      id: z.string(),
      says: z.string(),
      at: text,
    }),
  ),
  hypotheses: z.array(z.object({ text: z.string(), basis })),
  checks: z.array(z.object({ text: z.string(), place: text, command: text, basis })),
  options: z.array(
    z.object({
      title: z.string(),
      steps: texts,
      effect: z.object({
        formula: z.enum(effectFormulas),
        unit: z.string(),
        text: z.string(),
        value: number,
        low: number,
        high: number,
        sample: number,
      }),
      preconditions: texts,
      effortHours: z.number(),
      complexity: z.enum(['low', 'medium', 'high']),
      effortBasis: z.string(),
      sideEffects: texts,
      rollback: z.string(),
    }),
  ),
  criteria: z.array(
    z.object({ metric, comparator: z.enum(comparators), value: z.number(), forHours: z.number() }),
  ),
  directions: texts,
  articles: z.array(
    z.object({
      id: z.string(),
      url: z.string(),
      status: z.enum(['seen', 'doc', 'referenced', 'recalled']),
    }),
  ),
});

const verification = z.object({
  verdict: z.enum(planVerdicts),
  since: instant,
  firstMetAt: instant.nullable(),
  checks: z.array(
    z.object({ state: z.enum(criterionStates), value: number, heldSince: instant.nullable() }),
  ),
});

const row = z
  .object({
    vbr_server_id: z.int(),
    risk_id: z.string(),
    category: z.enum(riskCategories),
    kind: z.string(),
    cause_class: text,
    subject_kind: z.enum(['estate', 'job', 'workload', 'repository', 'host', 'proxy']),
    subject_id: z.string(),
    subject_name: z.string(),
    looks_at: z.object({ job: texts, workload: texts, repository: texts }),
    title: z.string(),
    tier: z.enum(businessTiers),
    score: z.number(),
    impact: z.number(),
    confidence: z.number(),
    benefit: z.number(),
    effort_hours: z.number(),
    is_quick_win: z.boolean(),
    content,
    cause: z.enum(planCauses),
    verification,
    made_at: z.date(),
    status: z.enum(planStatuses),
    status_since: z.date(),
  })
  .transform(
    (kept): KeptPlan => ({
      vbrServerId: kept.vbr_server_id,
      riskId: kept.risk_id,
      category: kept.category,
      kind: kept.kind,
      causeClass: kept.cause_class,
      subject: { kind: kept.subject_kind, id: kept.subject_id, name: kept.subject_name },
      looksAt: kept.looks_at,
      title: kept.title,
      tier: kept.tier,
      score: kept.score,
      impact: kept.impact,
      confidence: kept.confidence,
      benefit: kept.benefit,
      effortHours: kept.effort_hours,
      isQuickWin: kept.is_quick_win,
      content: kept.content,
      cause: kept.cause,
      verification: kept.verification,
      madeAt: kept.made_at,
      status: kept.status,
      statusSince: kept.status_since,
    }),
  );

/** A row of answers.plan; one that another version wrote in another shape is refused by name. */
export function planFrom(
  kept: Readonly<Record<string, unknown>> & { readonly risk_id?: unknown },
): KeptPlan {
  const parsed = row.safeParse(kept);
  if (parsed.success) return parsed.data;
  throw new Fault({
    code: 'defect',
    happened: `the stored plan of the risk ${String(kept.risk_id)} cannot be read`,
    means: 'it was written in another shape than this version knows',
    next: 'run "dr365 analyze remediation" to write it anew',
    cause: parsed.error,
  });
}

/** The columns of a plan that planning writes, without what is written once or by people. */
export function planRow(plan: Plan) {
  const { verdict, ...rest } = plan.verification;
  return {
    vbr_server_id: plan.vbrServerId,
    risk_id: plan.riskId,
    category: plan.category,
    kind: plan.kind,
    cause_class: plan.causeClass,
    subject_kind: plan.subject.kind,
    subject_id: plan.subject.id,
    subject_name: plan.subject.name,
    looks_at: plan.looksAt,
    title: plan.title,
    tier: plan.tier,
    score: plan.score,
    impact: plan.impact,
    confidence: plan.confidence,
    benefit: plan.benefit,
    effort_hours: plan.effortHours,
    is_quick_win: plan.isQuickWin,
    content: plan.content,
    cause: plan.cause,
    verdict,
    verification: { verdict, ...rest },
  };
}
