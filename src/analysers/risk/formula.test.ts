import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reachOf, type Share, type Shares, scoreRisk } from './formula.ts';
import { isRiskKind, kindsOfRisk } from './kinds.ts';
import { riskSettings } from './settings.ts';

const settings = riskSettings.parse({});
const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 4 });
const shares = fc.record({ loss: share, reach: share, persistence: share, fallback: share });
const kind = fc.constantFrom(...Object.keys(kindsOfRisk).filter(isRiskKind));
const confidence = fc.double({ min: 0, max: 1, noNaN: true });

type Values = { readonly [Name in keyof Shares]: number | null };
const told = (value: number | null): Share => ({ value, reason: 'so it is' });
const sharesFrom = ({ loss, reach, persistence, fallback }: Values): Shares => ({
  ...{ loss: told(loss), reach: told(reach) },
  ...{ persistence: told(persistence), fallback: told(fallback) },
});

test('parts sum exactly to a whole score of 0 to 100 that lies inside its interval', () => {
  fc.assert(
    fc.property(kind, shares, confidence, (of, values, sure) => {
      const { score, parts, interval } = scoreRisk(of, sharesFrom(values), sure, settings);
      expect(parts.reduce((sum, { points }) => sum + points, 0)).toBe(score);
      expect(Number.isInteger(score)).toBe(true);
      expect(0 <= interval[0] && interval[0] <= score && score <= interval[1]).toBe(true);
      expect(interval[1]).toBeLessThanOrEqual(100);
    }),
  );
});

test('no share that is not known makes a score lower than any value of it would', () => {
  fc.assert(
    fc.property(
      kind,
      shares,
      fc.constantFrom('loss', 'reach', 'persistence', 'fallback'),
      confidence,
      (of, values, missing, sure) => {
        const known = scoreRisk(of, sharesFrom(values), sure, settings);
        const without = scoreRisk(of, sharesFrom({ ...values, [missing]: null }), sure, settings);
        expect(without.score).toBeGreaterThanOrEqual(known.score);
      },
    ),
  );
});

test('less confidence widens the interval and never moves the score', () => {
  fc.assert(
    fc.property(kind, shares, confidence, confidence, (of, values, one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      const wide = scoreRisk(of, sharesFrom(values), less, settings);
      const narrow = scoreRisk(of, sharesFrom(values), more, settings);
      expect(wide.score).toBe(narrow.score);
      expect(wide.interval[0]).toBeLessThanOrEqual(narrow.interval[0]);
      expect(wide.interval[1]).toBeGreaterThanOrEqual(narrow.interval[1]);
    }),
  );
});

test('a failing job of ten workloads without any recent point scores by hand', () => {
  const values = sharesFrom({ loss: 1, reach: 0.5, persistence: 1, fallback: 0 });
  const scored = scoreRisk('runs-failing', values, 1, settings);
  // 0.95 × (60 + 15 × 0.5 + 15 × 1 + 10 × 0): 57 + 7.125 + 14.25 in whole points.
  expect(scored.parts.map(({ points }) => points)).toEqual([57, 7, 14, 0]);
  expect(scored.interval).toEqual([78, 79]);
});

test('reach counts the first workloads most', () => {
  expect(reachOf(100, 100, 'workloads').value).toBe(1);
  expect(reachOf(9, 100, 'workloads').value).toBeCloseTo(Math.log(10) / Math.log(101), 12);
  expect(reachOf(0, 100, 'workloads').value).toBe(0);
});

describe('the change that lowers a score most', () => {
  const shares = sharesFrom({ loss: 0.4, reach: 0.2, persistence: 0.1, fallback: 1 });
  const best = (changes: Parameters<typeof scoreRisk>[4]) => {
    const { score, lowersMost } = scoreRisk('runs-failing', shares, 1, settings, changes);
    return { score, ...lowersMost };
  };
  const remedy = kindsOfRisk['runs-failing'].remedy;

  test('is the remedy of its kind where that takes everything away', () => {
    // 0.95 × 0.4 × (60 + 15 × 0.2 + 15 × 0.1 + 10): 23 + 1 + 1 + 4.
    expect(best([])).toEqual({ score: 29, change: remedy, points: 29 });
  });

  test('is another one where the remedy leaves more of it', () => {
    const changes = [
      { change: remedy, leaves: { loss: 0.35 } },
      { change: 'by hand', leaves: { loss: 0.26, fallback: 0 } },
    ];
    // 0.95 × 0.35 leaves 20 + 1 + 0 + 3; 0.95 × 0.26 without the last part leaves 15 + 1 + 0.
    expect(best(changes)).toEqual({ score: 29, change: 'by hand', points: 13 });
    expect(best(changes.slice(0, 1))).toEqual({ score: 29, change: remedy, points: 5 });
  });

  test('may be to find out what is not known', () => {
    const unknown = { ...shares, fallback: { value: null, reason: 'where copies lie' } };
    const { lowersMost } = scoreRisk('certificate-expiring', unknown, 1, settings, [
      { change: kindsOfRisk['certificate-expiring'].remedy, leaves: { loss: 0.4 } },
    ]);
    expect(lowersMost.change).toBe('find out: where copies lie');
  });
});
