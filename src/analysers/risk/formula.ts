import type { ScorePart } from '../../domain/finding.ts';
import { kindsOfRisk, type RiskKind } from './kinds.ts';
import type { RiskSettings } from './settings.ts';

/** Name and version; any change of the numbers below is a new version. */
export const riskFormula = 'risk/3';

/** How much of a part is the case, 0–1; null where nothing tells, which counts as the worst. */
export interface Share {
  readonly value: number | null;
  readonly reason: string;
}

export interface Shares {
  /** What is lost now is 1; what may be lost is its probability. */
  readonly loss: Share;
  readonly reach: Share;
  readonly persistence: Share;
  /** 1 where nothing else protects what is hit. */
  readonly fallback: Share;
}

export interface Scored {
  readonly score: number;
  readonly interval: readonly [low: number, high: number];
  readonly parts: readonly ScorePart[];
  readonly lowersMost: { readonly change: string; readonly points: number };
}

/** One thing that can be done, and what each share is once it is; shares that are not named stay as they are. */
export interface Change {
  readonly change: string;
  readonly leaves: Partial<Readonly<Record<PartName, number>>>;
}

const partNames = ['loss', 'reach', 'persistence', 'fallback'] as const;
type PartName = (typeof partNames)[number];

/**
 * points = weight × severity of the kind × loss × share of the part (the loss itself has no further share), in whole points whose sum
 * is the score. An unknown share counts as 1. The interval holds what the inputs allow when with probability 1 − confidence
 * each share may be anything (the linear-vacuous mixture; Walley, Statistical Reasoning with Imprecise Probabilities, 1991, §2.9.2).
 */
export function scoreRisk(
  kind: RiskKind,
  shares: Shares,
  confidence: number,
  settings: RiskSettings,
  changes: readonly Change[] = [],
): Scored {
  const severity = settings.severities[kind] ?? kindsOfRisk[kind].severity;
  const most = (name: PartName) => settings.weights[name] * severity;
  const values = valuesOf(shares, ({ value }) => bounded(value ?? 1));
  const lows = valuesOf(shares, ({ value }) => bounded(value ?? 0) * confidence);
  const highs = valuesOf(shares, ({ value }) => 1 - (1 - bounded(value ?? 1)) * confidence);
  const parts = partNames.map((name) => ({
    name,
    weight: Math.round(most(name) * 10) / 10,
    points: Math.round(most(name) * earned(values, name)),
    reason: told(shares[name]),
  }));
  const score = parts.reduce((sum, { points }) => sum + points, 0);
  const total = (all: Values) =>
    partNames.reduce((sum, name) => sum + most(name) * earned(all, name), 0);
  const low = Math.min(score, Math.max(0, Math.floor(total(lows))));
  const high = Math.max(score, Math.min(100, Math.ceil(total(highs))));
  const after = ({ leaves }: Change) => {
    const left = { ...values, ...leaves };
    return partNames.reduce((sum, name) => sum + Math.round(most(name) * earned(left, name)), 0);
  };
  const lowersMost = greatest(changesOf(kind, shares, changes), (change) => score - after(change));
  return { score, interval: [low, high], parts, lowersMost };
}

const copyHelps: ReadonlySet<string> = new Set([
  'job-failure',
  'capacity',
  'protection',
  'recovery',
]);
const anotherCopy: Change = {
  change: 'make another restore point elsewhere of what has none',
  leaves: { fallback: 0 },
};

/**
 * Everything that can be changed by one deed: what the kind's own remedy leaves (nothing, where the draft does not say otherwise),
 * another way back for what has none, and learning what is not known, which at best takes all of that part away.
 */
function changesOf(kind: RiskKind, shares: Shares, own: readonly Change[]): readonly Change[] {
  const { remedy, category } = kindsOfRisk[kind];
  const first = own.some(({ change }) => change === remedy)
    ? []
    : [{ change: remedy, leaves: { loss: 0 } }];
  const unknown = partNames.filter((name) => shares[name].value === null);
  return [
    ...first,
    ...own,
    ...(copyHelps.has(category) ? [anotherCopy] : []),
    ...unknown.map((name) => ({
      change: `find out: ${shares[name].reason}`,
      leaves: { [name]: 0 },
    })),
  ];
}

/** The one that takes most points away; of equal ones the first. */
function greatest(changes: readonly Change[], drop: (change: Change) => number) {
  let best = { change: '', points: -1 };
  for (const one of changes) {
    const points = drop(one);
    if (points > best.points) best = { change: one.change, points };
  }
  return best;
}

type Values = Readonly<Record<PartName, number>>;

function valuesOf(shares: Shares, value: (share: Share) => number): Values {
  const { loss, reach, persistence, fallback } = shares;
  return {
    loss: value(loss),
    reach: value(reach),
    persistence: value(persistence),
    fallback: value(fallback),
  };
}

/** Every part is in proportion to the loss: what is hardly likely is hardly a risk, however far it reaches. */
function earned(values: Values, name: PartName): number {
  return name === 'loss' ? values.loss : values.loss * values[name];
}

function bounded(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function told({ value, reason }: Share): string {
  return value === null ? `${reason}: not known, counted as the worst` : reason;
}

/** The share of n things when `full` of them are full reach: log(1 + n) / log(1 + full), so that the first ones count most. */
export function reachOf(count: number, full: number, what: string): Share {
  return { value: Math.log1p(count) / Math.log1p(full), reason: `${count} ${what}` };
}

const dayMs = 86_400_000;

/** The share of a time that has passed: 1 once it is long. */
export function lastingSince(since: Date | null, asOf: Date, longDays: number): Share {
  if (since === null) return { value: null, reason: 'its beginning' };
  const days = Math.max(0, (asOf.getTime() - since.getTime()) / dayMs);
  const reason = `for ${Math.round(days * 10) / 10} days, since ${since.toISOString().slice(0, 10)}`;
  return { value: Math.min(1, days / longDays), reason };
}
