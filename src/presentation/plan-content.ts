import type { Criterion, CriterionCheck, Effect, KeptPlan, PlanOption } from '../domain/plan.ts';
import type { PlanAnswer, PlanShown, WorklistAnswer } from '../domain/plan-answer.ts';
import { planMetrics } from '../domain/plan-fact.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { pageContent } from './page-content.ts';
import type { PlanLimits } from './plan-limits.ts';
import { headOf, sightContent } from './sight-content.ts';
import { clean, instantText, knownInstant, rounded } from './wording.ts';

const advice = 'Advice only: DR365 executes nothing; a person decides and acts.';

/** The worklist as structured content. */
export function worklistContent(answer: WorklistAnswer, limits: AnswerLimits) {
  const rows = answer.plans.rows.slice(0, limits.rows);
  const isMany = answer.servers.length > 1;
  const sum = (of: keyof (typeof answer.tallies)[number]) =>
    answer.tallies.reduce((total, tally) => total + Number(tally[of]), 0);
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    advice,
    refused: answer.refusal ?? undefined,
    about: answer.about === null ? undefined : clean(answer.about, limits.nameCharacters),
    plans: rows.map((row) => rowContent(row, limits, isMany)),
    page: pageContent(answer.plans, rows.length),
    counts: {
      risks: sum('risks'),
      withPlan: sum('planned'),
      belowScore: sum('belowScore'),
      belowConfidence: sum('belowConfidence'),
      accepted: sum('accepted'),
      withoutPlaybook: sum('withoutPlaybook') || undefined,
      byStatus: answer.byStatus,
      met: answer.met,
      regressed: answer.regressed,
    },
    servers: answer.servers.slice(0, limits.servers).map((server) => sightContent(server, limits)),
  };
}

export type WorklistContent = ReturnType<typeof worklistContent>;

function rowContent({ serverEntry, plan }: PlanShown, limits: AnswerLimits, isMany: boolean) {
  const [option] = plan.content.options;
  return {
    server: isMany ? clean(serverEntry, limits.nameCharacters) : undefined,
    risk: plan.riskId,
    title: clean(plan.title, limits.messageCharacters),
    status: plan.status,
    ...(plan.isQuickWin ? { quickWin: true } : {}),
    benefit: rounded(plan.benefit, 1),
    effortHours: plan.effortHours,
    tier: plan.tier,
    first: clean(plan.content.checks[0]?.text ?? '', limits.messageCharacters),
    option: option === undefined ? undefined : clean(option.title, limits.messageCharacters),
    verified: plan.verification.verdict,
    since: instantText(plan.verification.since),
  };
}

export type WorklistRow = ReturnType<typeof rowContent>;

/** One whole plan as structured content. */
export function planContent(answer: PlanAnswer, limits: PlanLimits) {
  const { plan, serverEntry } = answer.shown;
  const { content } = plan;
  const { names, sentences } = limits;
  const most = <Item>(items: readonly Item[]) => items.slice(0, limits.items);
  return {
    ...headOf(answer, limits.answer),
    status: 'answered' as const,
    kind: answer.kind,
    advice,
    server: clean(serverEntry, names),
    risk: plan.riskId,
    title: clean(plan.title, sentences),
    score: rounded(plan.score, 1),
    confidence: rounded(plan.confidence, 2),
    tier: plan.tier,
    cause: plan.causeClass ?? undefined,
    riskIs: plan.cause,
    planIs: plan.status,
    planSince: instantText(plan.statusSince),
    summary: clean(content.summary, 2 * sentences),
    evidence: content.evidence.slice(0, limits.evidence).map((one) => ({
      ...{ kind: one.kind, id: clean(one.id, 80), says: clean(one.says, sentences) },
      at: one.at ?? undefined,
    })),
    hypotheses: most(content.hypotheses).map(
      ({ text, basis }) => `${clean(text, sentences)} [${basis}]`,
    ),
    checks: most(content.checks).map((check) => ({
      look: clean(check.text, sentences),
      where: check.place ?? undefined,
      example: check.command ?? undefined,
      basis: check.basis,
    })),
    directions: content.directions.length === 0 ? undefined : content.directions,
    options: content.options.slice(0, limits.options).map(optionContent),
    verification: {
      verdict: plan.verification.verdict,
      since: instantText(plan.verification.since),
      firstMet: knownInstant(plan.verification.firstMetAt),
      criteria: content.criteria.map((criterion, place) =>
        criterionContent(criterion, plan.verification.checks[place]),
      ),
    },
    articles: articlesOf(plan),
    playbooks: content.playbooks,
    otherPlans: answer.others.length === 0 ? undefined : answer.others,
  };
}

export type PlanContentShown = ReturnType<typeof planContent>;

function optionContent(option: PlanOption) {
  const { title, steps, preconditions, effortHours, complexity, effortBasis } = option;
  return {
    ...{ title, steps, preconditions, effortHours, complexity, effortBasis },
    effect: effectContent(option.effect),
    sideEffects: option.sideEffects,
    rollback: option.rollback,
  };
}

export type OptionContent = ReturnType<typeof optionContent>;

function effectContent({ formula, value, unit, low, high, sample, text }: Effect) {
  const told = (number: number | null) => (number === null ? undefined : rounded(number, 1));
  return {
    formula,
    value: told(value),
    unit: value === null ? undefined : unit,
    low: told(low),
    high: told(high),
    sample: sample ?? undefined,
    means: text,
  };
}

export type EffectContent = ReturnType<typeof effectContent>;

function criterionContent(criterion: Criterion, check: CriterionCheck | undefined) {
  const { metric, comparator, value, forHours } = criterion;
  return {
    if: `${metric} ${comparator} ${value}`,
    forHours: forHours === 0 ? undefined : forHours,
    unit: planMetrics[metric].unit || undefined,
    is: check?.state ?? ('unknown' as const),
    now: check?.value === null || check === undefined ? undefined : rounded(check.value, 1),
    heldSince: knownInstant(check?.heldSince),
  };
}

export type CriterionContent = ReturnType<typeof criterionContent>;

/** How an article was come by is told with it: one that is only recalled is to be looked up first. */
function articlesOf({ content }: KeptPlan): string[] | undefined {
  const told = content.articles.map(({ id, url, status }) => `${id} (${status}): ${url}`);
  return told.length === 0 ? undefined : told;
}
