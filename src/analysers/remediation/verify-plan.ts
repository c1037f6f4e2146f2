import type {
  Criterion,
  CriterionCheck,
  PlanCause,
  PlanVerdict,
  Verification,
} from '../../domain/plan.ts';
import { type PlanFact, type PlanFactKind, planMetrics } from '../../domain/plan-fact.ts';
import type { PlanDraft } from './make-plan.ts';
import type { RemediationSettings } from './settings.ts';

/** What is known now of the risk behind a plan and of what its criteria look at. */
export interface NewFacts {
  readonly cause: PlanCause;
  /** Null when the risk is gone. */
  readonly score: number | null;
  readonly facts: PlanFacts;
  /** Lower-case names of jobs whose newest runs failed of what another plan is for. */
  readonly failOtherwise: ReadonlySet<string>;
  readonly asOf: Date;
}

type PlanFacts = ReadonlyMap<string, PlanFact>;

/** By kind and name without case. */
export function factKey(kind: PlanFactKind, name: string): string {
  return `${kind}\n${name.toLowerCase()}`;
}

/**
 * How a plan stands against new facts: met when every criterion holds for as long as it asks; regressed when it was met
 * before. What is not known never counts as met.
 */
export function verifyPlan(
  { content, looksAt }: Pick<PlanDraft, 'content' | 'looksAt'>,
  now: NewFacts,
  previous: Verification | null,
  settings: RemediationSettings,
): Verification {
  const checks = content.criteria.map((criterion, place) =>
    checkCriterion(criterion, reading(criterion, looksAt, now, settings), previous?.checks[place]),
  );
  const wasMet = previous?.firstMetAt ?? null;
  const verdict = verdictOf(checks, wasMet !== null);
  return {
    verdict,
    since: previous?.verdict === verdict ? previous.since : now.asOf,
    firstMetAt: wasMet ?? (verdict === 'met' ? now.asOf : null),
    checks,
  };
}

/** A value with the instant up to which it is known; `isWhole` is false where part of what it sums up is not known. */
interface Reading {
  readonly value: number | null;
  readonly isWhole: boolean;
  readonly knownUntil: Date;
}

function reading(
  { metric }: Criterion,
  looksAt: PlanDraft['looksAt'],
  now: NewFacts,
  settings: RemediationSettings,
): Reading {
  const { of, worst } = planMetrics[metric];
  if (of === 'risk') return riskReading(metric === 'risk-open', now);
  const oldest = now.asOf.getTime() - settings.factsHours * 3_600_000;
  const found: { readonly value: number; readonly knownUntil: Date }[] = [];
  for (const name of looksAt[of]) {
    const fact = now.facts.get(factKey(of, name));
    const value = failuresOfOthers(metric, name, now) ? 0 : fact?.metrics[metric];
    if (fact !== undefined && value !== undefined && fact.knownUntil.getTime() >= oldest) {
      found.push({ value, knownUntil: fact.knownUntil });
    }
  }
  if (found.length === 0) return { value: null, isWhole: false, knownUntil: now.asOf };
  return {
    value: combined(
      worst,
      found.map(({ value }) => value),
    ),
    isWhole: found.length === looksAt[of].length,
    knownUntil: new Date(Math.min(...found.map(({ knownUntil }) => knownUntil.getTime()))),
  };
}

/** That a job fails of something else says nothing against what was done about this cause. */
function failuresOfOthers(metric: Criterion['metric'], name: string, now: NewFacts): boolean {
  return metric === 'failed-runs-in-a-row' && now.failOtherwise.has(name.toLowerCase());
}

/** A risk that is only below the threshold, or accepted, is there all the same. */
function riskReading(isAboutPresence: boolean, { cause, score, asOf }: NewFacts): Reading {
  const isKnown = cause !== 'unconfirmed' && cause !== 'merged';
  const value = isAboutPresence ? Number(cause !== 'gone') : (score ?? 0);
  return { value: isKnown ? value : null, isWhole: isKnown, knownUntil: asOf };
}

function combined(worst: 'highest' | 'lowest' | 'sum', values: readonly number[]): number {
  if (worst === 'sum') return values.reduce((sum, value) => sum + value, 0);
  return worst === 'highest' ? Math.max(...values) : Math.min(...values);
}

function checkCriterion(
  criterion: Criterion,
  { value, isWhole, knownUntil }: Reading,
  before: CriterionCheck | undefined,
): CriterionCheck {
  const holds = value !== null && compare(value, criterion);
  if (value !== null && !holds) return { state: 'not-met', value, heldSince: null };
  // What is unknown for a while neither proves nor breaks that it has held so far.
  if (!isWhole) return { state: 'unknown', value: null, heldSince: before?.heldSince ?? null };
  const heldSince = before?.heldSince ?? knownUntil;
  const heldHours = (knownUntil.getTime() - heldSince.getTime()) / 3_600_000;
  return { state: heldHours >= criterion.forHours ? 'met' : 'holding', value, heldSince };
}

function compare(value: number, { comparator, value: bound }: Criterion): boolean {
  switch (comparator) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '=':
      return value === bound;
    case '>=':
      return value >= bound;
    case '>':
      return value > bound;
  }
}

function verdictOf(checks: readonly CriterionCheck[], wasMet: boolean): PlanVerdict {
  const states = new Set(checks.map(({ state }) => state));
  if (states.has('not-met')) return wasMet ? 'regressed' : 'not-met';
  if (states.has('unknown') || checks.length === 0) return 'unknown';
  if (states.has('holding')) return wasMet ? 'regressed' : 'not-met';
  return 'met';
}
