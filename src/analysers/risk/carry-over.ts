import type { Risk, RiskInput } from '../../domain/risk.ts';
import type { RiskFacts } from './risk-facts.ts';
import { confidenceOf, inputsOf } from './risk-inputs.ts';
import { worstFirst } from './worst-first.ts';

interface CarriedOver {
  readonly open: readonly Risk[];
  readonly closed: ReadonlyArray<{ readonly id: string; readonly as: 'fixed' | 'merged' }>;
}

/**
 * What becomes of the risks that were open: those found again keep their beginning; one that is not found is fixed only where every
 * input can be read as well as when it was found, else it stands as it was with less confidence; one whose jobs another of its kind
 * now tells is merged.
 */
export function carryOver(
  before: readonly Risk[],
  found: readonly Risk[],
  facts: RiskFacts,
): CarriedOver {
  const known = new Map(before.map((risk) => [risk.id, risk]));
  const present = new Set(found.map(({ id }) => id));
  const open = found.map((risk) => ({
    ...risk,
    firstSeenAt: known.get(risk.id)?.firstSeenAt ?? risk.firstSeenAt,
  }));
  const closed: { id: string; as: 'fixed' | 'merged' }[] = [];
  for (const risk of before) {
    if (present.has(risk.id)) continue;
    if (isToldBy(risk, found)) closed.push({ id: risk.id, as: 'merged' });
    else if (isSeen(risk, facts)) closed.push({ id: risk.id, as: 'fixed' });
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

function unconfirmed(risk: Risk, facts: RiskFacts): Risk {
  const inputs = inputsNow(risk, facts).map((now, place) =>
    isLost(now, risk.inputs[place]) ? { ...now, state: 'failed' as const } : now,
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
