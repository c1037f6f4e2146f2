import type { Risk, RiskInput } from '../../domain/risk.ts';
import type { RiskFacts, Unjudged } from './risk-facts.ts';
import { confidenceOf, inputsOf } from './risk-inputs.ts';
import { worstFirst } from './worst-first.ts';

interface CarriedOver {
  readonly open: readonly Risk[];
  readonly closed: ReadonlyArray<{ readonly id: string; readonly as: 'fixed' | 'merged' }>;
}

/**
 * What becomes of the risks that were open: those found again keep their beginning; one that is not found is fixed only where every
 * input can be read as well as when it was found and everything it threatens was judged, else it stands as it was with less
 * confidence; one whose jobs another of its kind now tells is merged.
 */
export function carryOver(
  before: readonly Risk[],
  found: readonly Risk[],
  facts: RiskFacts,
): CarriedOver {
  const known = new Map(before.map((risk) => [risk.id, risk]));
  const present = new Set(found.map(({ id }) => id));
  const open = found.map((risk) => {
    const last = known.get(risk.id);
    if (last === undefined) return risk;
    const isLess = risk.score < last.score && unjudgedOf(last, facts).length > 0;
    return isLess ? unconfirmed(last, facts) : { ...risk, firstSeenAt: last.firstSeenAt };
  });
  const closed: { id: string; as: 'fixed' | 'merged' }[] = [];
  for (const risk of before) {
    if (present.has(risk.id)) continue;
    if (isToldBy(risk, found)) closed.push({ id: risk.id, as: 'merged' });
    else if (isSeen(risk, facts) && isJudged(risk, found, facts))
      closed.push({ id: risk.id, as: 'fixed' });
    else open.push(unconfirmed(risk, facts));
  }
  return { open: open.sort(worstFirst), closed };
}

function isToldBy({ kind, jobs }: Risk, found: readonly Risk[]): boolean {
  if (jobs.length === 0) return false;
  return found.some(
    (other) => other.kind === kind && jobs.every((job) => other.jobs.includes(job)),
  );
}

/** Nothing may be stale or failing; what was hidden or missing when it was found may be so still. */
function isSeen(risk: Risk, facts: RiskFacts): boolean {
  return inputsNow(risk, facts).every((now, place) => {
    if (now.state === 'fresh') return true;
    if (now.state === 'stale' || now.state === 'failed') return false;
    return now.state === risk.inputs[place]?.state;
  });
}

/** A repository without a forecast does not fill any less for it. */
function isJudged(risk: Risk, found: readonly Risk[], facts: RiskFacts): boolean {
  const hasNoForecast =
    risk.kind === 'repository-filling' &&
    found.some(
      ({ kind, subject }) => kind === 'forecast-missing' && subject.id === risk.subject.id,
    );
  return !hasNoForecast && unjudgedOf(risk, facts).length === 0;
}

/** What the risk rests on and threatens, and no analysis came to an end of. */
function unjudgedOf(risk: Risk, { unjudged }: RiskFacts): Unjudged[] {
  const { subject, component, jobs, workloads, inputs } = risk;
  const names = {
    job: jobs,
    workload: workloads,
    repository: component?.kind === 'repository' ? [component.name] : [],
  };
  return unjudged.filter(
    ({ feature, kind, id, name }) =>
      inputs.some((input) => input.name === feature) &&
      (names[kind].includes(name) || (kind === subject.kind && id === subject.id)),
  );
}

function unconfirmed(risk: Risk, facts: RiskFacts): Risk {
  const open = new Set<string>(unjudgedOf(risk, facts).map(({ feature }) => feature));
  const inputs = inputsNow(risk, facts).map((now, place) =>
    open.has(now.name) || isLost(now, risk.inputs[place])
      ? { ...now, state: 'failed' as const }
      : now,
  );
  const known = risk.confidence.factors.find(({ name }) => name === 'sample');
  const sample = { value: known?.value ?? 1, reason: known?.reason ?? 'as it was found' };
  const confidence = confidenceOf(risk.category, inputs, sample, facts);
  return { ...risk, isConfirmed: false, confidence, inputs };
}

/** Hidden or missing now, and readable when the risk was found. */
function isLost(now: RiskInput, then: RiskInput | undefined): boolean {
  const isHidden =
    now.state === 'forbidden' || now.state === 'unsupported' || now.state === 'missing';
  return isHidden && now.state !== then?.state;
}

function inputsNow(risk: Risk, facts: RiskFacts): RiskInput[] {
  return inputsOf(
    risk.inputs.map(({ name }) => name),
    facts,
  );
}
