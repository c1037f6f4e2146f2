import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyRisk } from '../../../test/fixtures/every-risk.ts';
import { hoursBefore } from '../../../test/fixtures/risk-facts.ts';
import type { Risk } from '../../domain/risk.ts';
import type { Availability } from '../../domain/source-state.ts';
import { assessRisks } from './assess-risks.ts';
import { kindsOfRisk } from './kinds.ts';
import type { RiskFacts } from './risk-facts.ts';

const estate = everyRisk();
const whole = assessRisks(estate).risks;
/** Found only when something cannot be read. */
const blind = new Set(['data-stale', 'blind-spot']);
const inputs = [...new Set(whole.flatMap((risk) => risk.inputs.map(({ name }) => name)))];
/** What was imported does not age. */
const aging = inputs.filter((name) => name !== 'inventory');

const isFeature = (name: string) => name in estate.features;
/** The estate with one input gone, or as it was long ago. */
function without(name: string, how: Availability | 'stale' | 'missing'): RiskFacts {
  if (isFeature(name)) {
    const { [name as keyof typeof estate.features]: _gone, ...others } = estate.features;
    const features = how === 'missing' ? others : { ...estate.features, [name]: hoursBefore(100) };
    return { ...estate, features };
  }
  const at = hoursBefore(100);
  const sources = estate.sources.flatMap((state) => {
    if (state.source !== name) return [state];
    if (how === 'missing') return [];
    if (how === 'stale') return [{ ...state, checkedAt: at, lastAvailableAt: at }];
    return [{ ...state, availability: how }];
  });
  return { ...estate, sources };
}

const of = (facts: RiskFacts, { id }: Risk) =>
  assessRisks(facts).risks.find((risk) => risk.id === id);
const doubts = (risk: Risk | undefined) =>
  (risk?.confidence.factors ?? []).map(({ reason }) => reason).join('; ');

test('the estate holds every kind of risk that everything read can show', () => {
  const kinds = new Set(whole.map(({ kind }) => kind));
  const wanted = Object.keys(kindsOfRisk).filter((kind) => !blind.has(kind));
  expect([...kinds].toSorted()).toEqual(wanted.toSorted());
  expect(whole.every(({ inputs: all }) => all.length > 0)).toBe(true);
  expect(whole.flatMap((risk) => risk.inputs).filter(({ state }) => state !== 'fresh')).toEqual([]);
});

describe.each(aging)('where %s', (name) => {
  const resting = whole.filter((risk) => risk.inputs.some((input) => input.name === name));
  const told = name.toUpperCase().replaceAll('-', '_');

  test.each([
    ['stale', 'STALE'],
    ['missing', 'MISSING'],
    ...(isFeature(name)
      ? []
      : ([
          ['forbidden', 'FORBIDDEN'],
          ['unsupported', 'UNSUPPORTED'],
          ['failed', 'FAILED'],
        ] as const)),
  ] as const)(
    'is %s every risk that rests on it says so by name, and is less sure',
    (how, word) => {
      for (const risk of resting) {
        const found = of(without(name, how), risk);
        expect(doubts(found), risk.kind).toContain(
          `${word}_${told} → ${risk.category.toUpperCase()}`,
        );
        expect(found?.confidence.value).toBeLessThan(risk.confidence.value);
        expect(found?.score).toBeGreaterThanOrEqual(risk.score);
      }
      expect(resting.length).toBeGreaterThan(0);
    },
  );
});

test('whatever cannot be read, no risk of any kind goes or scores less', () => {
  const sources = estate.sources.map(({ source }) => source);
  const state = fc.constantFrom('failed', 'forbidden', 'unsupported', 'gone', 'stale');
  fc.assert(
    fc.property(
      fc.subarray(sources),
      state,
      fc.integer({ min: 30, max: 900 }),
      (hit, how, hours) => {
        const at = hoursBefore(hours);
        const worse = estate.sources.flatMap((source) => {
          if (!hit.includes(source.source)) return [source];
          if (how === 'gone') return [];
          if (how === 'stale') return [{ ...source, checkedAt: at, lastAvailableAt: at }];
          return [{ ...source, availability: how, lastAvailableAt: at }];
        });
        const found = new Map(
          assessRisks({ ...estate, sources: worse }).risks.map((risk) => [risk.id, risk.score]),
        );
        for (const { id, score, kind } of whole) {
          expect(found.get(id), kind).toBeGreaterThanOrEqual(score);
        }
      },
    ),
  );
});
