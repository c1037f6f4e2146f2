import { pageLines } from './page-text.ts';
import type {
  CriterionContent,
  EffectContent,
  OptionContent,
  PlanContentShown,
  WorklistContent,
  WorklistRow,
} from './plan-content.ts';
import { refusalLines } from './refusal-text.ts';
import { headLines, sightLines } from './sight-text.ts';
import { counted, onServer } from './wording.ts';

/** The worklist in plain words, written from the structured content. */
export function worklistText(content: WorklistContent): string {
  const { counts, refused } = content;
  const rest = [
    `${counts.belowScore} below the score`,
    `${counts.belowConfidence} below the confidence that plans ask for`,
    `${counts.accepted} accepted`,
  ].join(', ');
  return [
    ...headLines(content),
    ...refusalLines(refused),
    content.advice,
    content.about === undefined
      ? 'Quick wins first, then benefit over effort:'
      : `About "${content.about}":`,
    ...(content.plans.length === 0 ? ['Nothing to do is known here.'] : []),
    ...content.plans.map(rowLine),
    ...pageLines(content.page),
    `${counted(counts.risks, 'risk')}: ${counts.withPlan} with a plan, ${rest}. Verified as met ${counts.met}, regressed ${counts.regressed}.`,
    ...content.servers.flatMap(sightLines),
  ].join('\n');
}

function rowLine(row: WorklistRow): string {
  const quick = 'quickWin' in row ? 'quick win, ' : '';
  const option = row.option === undefined ? '' : ` Then: ${row.option}.`;
  return `- ${row.risk}${onServer(row.server)} ${row.title} (${quick}benefit ${row.benefit}, about ${row.effortHours} h, ${row.tier}, ${row.status}; verification ${row.verified} since ${row.since}). Check: ${row.first}.${option}`;
}

/** A whole plan in plain words. */
export function planText(content: PlanContentShown): string {
  const { verification, hypotheses, checks, options, evidence } = content;
  return [
    ...headLines(content),
    `Plan for risk ${content.risk}${onServer(content.server)}: ${content.title}`,
    `Score ${content.score}, confidence ${content.confidence}, ${content.tier}; risk ${content.riskIs}; plan ${content.planIs} since ${content.planSince}. ${content.advice}`,
    content.summary,
    ...evidence.map(
      ({ kind, id, says, at }) =>
        `Evidence: ${kind} ${id}${at === undefined ? '' : ` at ${at}`}: ${says}`,
    ),
    'Likely causes, best first:',
    ...hypotheses.map((text, place) => `${place + 1}. ${text}`),
    'Check first, nothing is changed by it (places in the console are recalled, not tried):',
    ...checks.map(({ look, where, example, basis }) => {
      const place = where === undefined ? '' : `; in the console: ${where}`;
      const command = example === undefined ? '' : `; example: ${example}`;
      return `- ${look}${place}${command} [${basis}]`;
    }),
    ...(content.directions === undefined
      ? []
      : [`What helps by the catalogue: ${content.directions.join('; ')}.`]),
    ...options.flatMap(optionLines),
    `Verification: ${verification.verdict} since ${verification.since}${verification.firstMet === undefined ? '' : `, first met ${verification.firstMet}`}.`,
    ...verification.criteria.map(criterionLine),
    ...(content.articles ?? []).map((article) => `Article ${article}`),
    ...(content.otherPlans === undefined
      ? []
      : [`Other plans for it: ${content.otherPlans.join(', ')}.`]),
  ].join('\n');
}

function optionLines(option: OptionContent, place: number): string[] {
  const { preconditions } = option;
  const needs = preconditions.length === 0 ? 'none' : preconditions.join('; ');
  return [
    `Option ${place + 1}: ${option.title} (about ${option.effortHours} h, ${option.complexity}; ${option.effortBasis})`,
    `  Steps: ${option.steps.join('; ')}. Needs: ${needs}.`,
    `  Effect: ${effectText(option.effect)}. Side effects: ${option.sideEffects.join('; ')}. Rollback: ${option.rollback}.`,
  ];
}

function effectText({ value, unit, low, high, sample, means, formula }: EffectContent): string {
  if (value === undefined) return `unknown: ${means}`;
  const interval = low === undefined || high === undefined ? '' : ` (${low}–${high})`;
  const from = sample === undefined ? '' : `, n = ${sample}`;
  return `${value} ${unit ?? ''}${interval} ${means} [${formula}${from}]`;
}

function criterionLine(criterion: CriterionContent): string {
  const { forHours, is, now, heldSince } = criterion;
  const time = forHours === undefined ? '' : ` for ${forHours} h`;
  const value = now === undefined ? '' : `, now ${now}`;
  const since = heldSince === undefined ? '' : `, holds since ${heldSince}`;
  return `- ${criterion.if}${time}: ${is}${value}${since}`;
}
