import type {
  Article,
  Check,
  Criterion,
  Hypothesis,
  Plan,
  PlanContent,
  PlanOption,
} from '../../domain/plan.ts';
import { type PlanFactKind, type PlanMetric, planMetrics } from '../../domain/plan-fact.ts';
import type { Risk } from '../../domain/risk.ts';
import type { Signature } from '../../domain/signature.ts';
import { expectedEffect } from './expected-effect.ts';
import { filledSentences } from './filled-sentences.ts';
import type { Playbook, Playbooks } from './playbook.ts';
import type { RemediationSettings } from './settings.ts';

/** A plan before anything is checked against it. */
export type PlanDraft = Omit<Plan, 'verification' | 'cause'>;

const mostEvidence = 4;
const mostHypotheses = 5;
const mostChecks = 7;

interface Knowledge {
  readonly playbooks: Playbooks;
  /** What names the failure text behind the risk; null where none is known. */
  readonly signature: Signature | null;
}

/**
 * The plan for a risk: of the playbook of its kind and, where failures have a known cause, of that cause's, led by what the
 * catalogue says of the very text. Null for a kind that no playbook is for.
 */
export function makePlan(
  risk: Risk,
  { playbooks, signature }: Knowledge,
  settings: RemediationSettings,
): PlanDraft | null {
  const ofKind = playbooks.byKind.get(risk.kind);
  if (ofKind === undefined) return null;
  const ofCause = risk.causeClass === null ? undefined : playbooks.byCause.get(risk.causeClass);
  const looksAt = namesOf(risk);
  const content = contentOf(risk, { ofKind, ofCause, signature, looksAt });
  const effortHours = content.options[0]?.effortHours ?? 1;
  return {
    vbrServerId: risk.vbrServerId,
    riskId: risk.id,
    category: risk.category,
    kind: risk.kind,
    causeClass: risk.causeClass,
    subject: risk.subject,
    looksAt,
    title: risk.title,
    score: risk.score,
    impact: risk.impact,
    confidence: risk.confidence.value,
    tier: risk.tier,
    benefit: risk.impact * risk.confidence.value,
    effortHours,
    isQuickWin: effortHours <= settings.quickWinHours,
    content,
  };
}

function namesOf({ subject, component, jobs, workloads }: Risk): PlanDraft['looksAt'] {
  const own = (kind: PlanFactKind, others: readonly string[]) =>
    subject.kind === kind ? [subject.name] : others;
  const storage = component?.kind === 'repository' ? [component.name] : [];
  return {
    job: own('job', jobs),
    workload: own('workload', workloads),
    repository: own('repository', storage),
  };
}

interface Parts {
  readonly ofKind: Playbook;
  readonly ofCause: Playbook | undefined;
  readonly signature: Signature | null;
  readonly looksAt: PlanDraft['looksAt'];
}

function contentOf(risk: Risk, { ofKind, ofCause, signature, looksAt }: Parts): PlanContent {
  const leading = ofCause ?? ofKind;
  const books = ofCause === undefined ? [ofKind] : [ofCause, ofKind];
  return {
    playbooks: books.map(({ id, version }) => `${id}/${version}`),
    signatureId: signature?.id ?? null,
    summary: [
      ...filledSentences(ofKind.summary, risk),
      ...(ofCause === undefined ? [] : filledSentences(ofCause.summary, risk)),
      ...(signature === null ? [] : [`${likely(signature)}: ${signature.meaning}`]),
    ].join(' '),
    evidence: risk.evidence
      .slice(0, mostEvidence)
      .map((one) => ({ ...one, at: one.at?.toISOString() ?? null })),
    hypotheses: hypothesesOf(leading, signature),
    checks: checksOf(books, signature),
    options: leading.options.map(
      ({ effect, ...option }): PlanOption => ({
        ...option,
        effect: expectedEffect(effect, risk, signature),
      }),
    ),
    criteria: criteriaOf(books, looksAt, risk),
    directions: [
      ...(signature?.firstChecks ?? []).filter(isDeed),
      ...(signature?.directions ?? []),
    ],
    articles: articlesOf(books, signature),
  };
}

function likely({ confidence }: Signature): string {
  return confidence === 'high' ? 'The failure text says' : 'The failure text is likely to say';
}

/** What the catalogue ranks for this very text stands before what is true of the whole class. */
function hypothesesOf({ hypotheses }: Playbook, signature: Signature | null): Hypothesis[] {
  const named = (signature?.likelyCauses ?? []).map(
    (text): Hypothesis => ({ text, basis: 'catalogue' }),
  );
  return [...named, ...hypotheses].slice(0, mostHypotheses);
}

function checksOf(books: readonly Playbook[], signature: Signature | null): Check[] {
  const named = (signature?.firstChecks ?? [])
    .filter((text) => !isDeed(text))
    .map((text): Check => ({ text, place: null, command: null, basis: 'catalogue' }));
  return [...named, ...books.flatMap(({ checks }) => checks)].slice(0, mostChecks);
}

/** The catalogue names some deeds among its first checks; nothing that changes anything is called a check here. */
function isDeed(text: string): boolean {
  return /^(stop|rescan|restart|take|reset|clear|enable|disable|use)\b/i.test(text);
}

/** The figure without which a metric is never known: object storage tells neither its size nor its free space. */
const figureOf: Readonly<Partial<Record<PlanMetric, string>>> = { 'used-percent': 'usedPercent' };

/** Criteria that something of this risk can be looked at for, each metric once. */
function criteriaOf(
  books: readonly Playbook[],
  looksAt: PlanDraft['looksAt'],
  { figures }: Risk,
): Criterion[] {
  const byMetric = new Map<string, Criterion>();
  for (const criterion of books.flatMap(({ criteria }) => criteria)) {
    const { of } = planMetrics[criterion.metric];
    const figure = figureOf[criterion.metric];
    const isTold = figure === undefined || figure in figures;
    const isSeen = isTold && (of === 'risk' || looksAt[of].length > 0);
    if (isSeen && !byMetric.has(criterion.metric)) byMetric.set(criterion.metric, criterion);
  }
  return [...byMetric.values()];
}

function articlesOf(books: readonly Playbook[], signature: Signature | null): Article[] {
  const all = [...(signature?.knowledgeBase ?? []), ...books.flatMap(({ articles }) => articles)];
  return [...new Map(all.map((article) => [article.id, article])).values()];
}
