import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { holmAdjusted } from './holm.ts';

/** The fifteen comparisons of Benjamini and Hochberg (1995), section 3.2. */
const published = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
  0.6528, 0.759, 1,
];
const called = (adjusted: readonly number[]) => adjusted.filter((p) => p <= 0.05).length;

describe('many tests at once', () => {
  it('keep four by Benjamini and Hochberg and three by Holm (Benjamini and Hochberg 1995)', () => {
    expect(called(benjaminiHochberg(published))).toBe(4);
    expect(called(holmAdjusted(published))).toBe(3);
  });

  it('adjust as R does (p.adjust of 0.01, 0.02, 0.03, 0.04, 0.05)', () => {
    const five = [0.01, 0.02, 0.03, 0.04, 0.05];
    for (const p of benjaminiHochberg(five)) expect(p).toBeCloseTo(0.05, 12);
    const holm = holmAdjusted(five);
    for (const [place, p] of [0.05, 0.08, 0.09, 0.09, 0.09].entries()) {
      expect(holm[place]).toBeCloseTo(p, 12);
    }
  });

  it('give a test its weight of the level: with 3, 1, 1 the three fifths and the fifths of it', () => {
    const rounded = (ps: readonly number[]) =>
      holmAdjusted(ps, [3, 1, 1]).map((p) => Number(p.toFixed(9)));
    expect(rounded([0.03, 0.04, 0.5])).toEqual([0.05, 0.08, 0.5]);
    expect(rounded([0.03, 0.01, 0.5])).toEqual([0.05, 0.05, 0.5]);
  });

  it('answer in the order asked, never below the plain p, and Holm never below the other', () => {
    const someChances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(someChances, (chances) => {
        const loose = benjaminiHochberg(chances);
        const strict = holmAdjusted(chances);
        const backwards = holmAdjusted([...chances].reverse()).reverse();
        for (const [place, p] of chances.entries()) {
          const upper = strict[place] ?? 0;
          expect(loose[place]).toBeGreaterThanOrEqual(p - 1e-12);
          expect(loose[place]).toBeLessThanOrEqual(upper + 1e-12);
          expect(upper).toBeLessThanOrEqual(1);
          expect(backwards[place]).toBeCloseTo(upper, 9);
        }
      }),
    );
  });
});
