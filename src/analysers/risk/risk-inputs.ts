import { type Confidence, confidenceFrom } from '../../domain/confidence.ts';
import type { Feature } from '../../domain/finding.ts';
import type { RiskCategory, RiskInput } from '../../domain/risk.ts';
import type { SourceName } from '../../domain/source-state.ts';
import type { RiskFacts } from './risk-facts.ts';

export type InputName = Feature | SourceName | 'inventory';

const hourMs = 3_600_000;
/** Beyond the fresh hours, trust falls to its least within a week. */
const fallHours = 168;
const leastFreshness = 0.2;
const trustWithoutMissing = 0.7;
const trustWithoutHidden = 0.9;
const trustWithoutFailed = 0.9;

/** What each feature's findings are read from first of all: a finding made today from sessions of last week speaks for last week. */
const restsOn: Readonly<Record<Feature, SourceName>> = {
  health: 'sessions',
  capacity: 'repository-states',
  efficiency: 'backup-files',
  protection: 'restore-points',
  recovery: 'restore-points',
};

type InputFacts = Pick<RiskFacts, 'sources' | 'features' | 'asOf' | 'settings' | 'inventory'>;

/** The state of each input of a risk, by name. */
export function inputsOf(names: readonly string[], facts: InputFacts): RiskInput[] {
  return [...new Set(names)].map((name) => inputOf(name, facts));
}

/** The named factors that the state of the inputs and the size of the sample leave; each cause is told as `STALE_HEALTH → CAPACITY`. */
export function confidenceOf(
  category: RiskCategory,
  inputs: readonly RiskInput[],
  sample: { readonly value: number; readonly reason: string },
  { asOf, settings }: Pick<InputFacts, 'asOf' | 'settings'>,
): Confidence {
  const into = category.toUpperCase();
  const named = (those: readonly RiskInput[]) =>
    those.map(({ state, name }) => `${state}_${name}`.toUpperCase().replaceAll('-', '_'));
  const told = (those: readonly RiskInput[], otherwise: string) =>
    those.length === 0
      ? otherwise
      : named(those)
          .map((one) => `${one} → ${into}`)
          .join(', ');
  const inState = (...states: readonly RiskInput['state'][]) =>
    inputs.filter(({ state }) => states.includes(state));
  const stale = inState('stale');
  const missing = inState('missing');
  const hidden = inState('forbidden', 'unsupported');
  const failed = inState('failed');
  const freshest = stale.map((input) => freshnessOf(input, asOf, settings.staleHours));
  const known = trustWithoutMissing ** missing.length * trustWithoutFailed ** failed.length;
  return confidenceFrom([
    { name: 'sample', ...sample },
    {
      name: 'freshness',
      value: twoDecimals(Math.min(1, ...freshest)),
      reason: told(stale, 'every input is fresh'),
    },
    {
      name: 'completeness',
      value: twoDecimals(known),
      reason: told([...missing, ...failed], 'no input is missing'),
    },
    {
      name: 'visibility',
      value: twoDecimals(trustWithoutHidden ** hidden.length),
      reason: told(hidden, 'every input is visible'),
    },
  ]);
}

function inputOf(name: string, facts: InputFacts): RiskInput {
  if (name === 'inventory') {
    return { name, asOf: null, state: facts.inventory === null ? 'missing' : 'fresh' };
  }
  if (!isFeature(name)) return sourceInput(name, facts);
  const madeAt = facts.features[name] ?? null;
  if (madeAt === null) return { name, asOf: null, state: 'missing' };
  const readAt = sourceInput(restsOn[name], facts).asOf;
  const asOf = readAt !== null && readAt < madeAt ? readAt : madeAt;
  return { name, asOf, state: isStale(asOf, facts) ? 'stale' : 'fresh' };
}

function sourceInput(name: string, facts: InputFacts): RiskInput {
  const state = facts.sources.find(({ source }) => source === name);
  if (state === undefined) return { name, asOf: null, state: 'missing' };
  const seenAt = state.availability === 'available' ? state.checkedAt : null;
  const asOf = state.lastAvailableAt ?? seenAt;
  if (state.availability !== 'available') {
    const isOld = state.availability === 'failed' && asOf !== null && isStale(asOf, facts);
    return { name, asOf, state: isOld ? 'stale' : state.availability };
  }
  if (asOf === null) return { name, asOf, state: 'missing' };
  return { name, asOf, state: isStale(asOf, facts) ? 'stale' : 'fresh' };
}

function isFeature(name: string): name is Feature {
  return name in restsOn;
}

function isStale(at: Date, { asOf, settings }: InputFacts): boolean {
  return asOf.getTime() - at.getTime() > settings.staleHours * hourMs;
}

function freshnessOf(input: RiskInput, asOf: Date, staleHours: number): number {
  if (input.asOf === null) return leastFreshness;
  const overdue = (asOf.getTime() - input.asOf.getTime()) / hourMs - staleHours;
  return Math.max(leastFreshness, 1 - overdue / fallHours);
}

function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100;
}
