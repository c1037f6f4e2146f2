import { tierWeights } from '../../domain/business-tier.ts';
import type { BusinessTier } from '../../domain/business-tier-settings.ts';
import type { Component } from '../../domain/cause.ts';
import { hashText } from '../../domain/hash-text.ts';
import type { Risk, RiskEvidence, RiskSubject } from '../../domain/risk.ts';
import { tierAmong } from './estate-index.ts';
import { type Change, riskFormula, type Shares, scoreRisk } from './formula.ts';
import { kindsOfRisk, type RiskKind } from './kinds.ts';
import type { RiskFacts, WorkloadFact } from './risk-facts.ts';
import { confidenceOf, type InputName, inputsOf } from './risk-inputs.ts';

/** What is known of a risk before it is scored. */
export interface RiskDraft {
  readonly kind: RiskKind;
  readonly subject: RiskSubject;
  /** Beyond kind and subject, what makes two of them different: a root-cause group. */
  readonly identity?: string;
  readonly causeClass?: string | null;
  readonly groupId?: string | null;
  readonly component?: Component | null;
  readonly title: string;
  readonly shares: Shares;
  /** What can be done beside the remedy of its kind, or what that remedy leaves. */
  readonly changes?: readonly Change[];
  readonly sample: { readonly value: number; readonly reason: string };
  readonly needs: readonly InputName[];
  readonly jobs: readonly string[];
  readonly workloads: readonly WorkloadFact[];
  /** Names of machines that no backup knows. */
  readonly strangers?: readonly string[];
  readonly tier?: { readonly tier: BusinessTier; readonly reason: string };
  readonly figures: Readonly<Record<string, number | null>>;
  readonly evidence: readonly RiskEvidence[];
}

const mostEvidence = 6;

/** Scores a draft. `firstSeenAt` is its analysis' instant until what was kept says better. */
export function makeRisk(draft: RiskDraft, facts: RiskFacts): Risk {
  const { kind, subject, workloads } = draft;
  const { category } = kindsOfRisk[kind];
  const inputs = inputsOf(draft.needs, facts);
  const confidence = confidenceOf(category, inputs, draft.sample, facts);
  const scored = scoreRisk(kind, draft.shares, confidence.value, facts.settings, draft.changes);
  const { tier, reason } = draft.tier ?? tierAmong(workloads, facts);
  return {
    vbrServerId: facts.server.id,
    id: riskId(facts.server.id, kind, subject, draft.identity),
    category,
    kind,
    causeClass: draft.causeClass ?? null,
    groupId: draft.groupId ?? null,
    component: draft.component ?? null,
    subject,
    title: draft.title,
    score: scored.score,
    interval: scored.interval,
    contributions: scored.parts,
    lowersMost: scored.lowersMost,
    confidence,
    inputs,
    tier,
    tierReason: reason,
    impact: scored.score * tierWeights[tier],
    jobs: [...new Set(draft.jobs)].sort(),
    workloads: [
      ...new Set([...workloads.map(({ name }) => name), ...(draft.strangers ?? [])]),
    ].sort(),
    figures: knownFigures(draft.figures),
    evidence: draft.evidence.slice(0, mostEvidence),
    formula: riskFormula,
    isConfirmed: true,
    firstSeenAt: facts.asOf,
    asOf: facts.asOf,
  };
}

/** Short enough to be typed; the same kind of threat to the same subject keeps it. */
function riskId(vbrServerId: number, kind: RiskKind, subject: RiskSubject, identity = ''): string {
  const known = [vbrServerId, kind, subject.kind, subject.id, identity].join('\n');
  return `r-${hashText(known).slice(0, 10)}`;
}

function knownFigures(figures: RiskDraft['figures']): Record<string, number> {
  const known: Record<string, number> = {};
  for (const [name, value] of Object.entries(figures)) if (value !== null) known[name] = value;
  return known;
}
