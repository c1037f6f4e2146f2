import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kendallScore, mannKendall } from './mann-kendall.ts';

const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 3, maxLength: 25 });

describe("Kendall's score", () => {
  it('of 10, 15, 14, 20 is 4 (Gilbert 1987, example 16.1)', () => {
    expect(kendallScore([10, 15, 14, 20]).score).toBe(4);
  });

  it('loses variance by ties: three groups of 2, 3 and 3 (Gilbert 1987, equation 16.3)', () => {
    const { score, variance } = kendallScore([23, 24, 29, 6, 29, 24, 24, 29, 23]);
    expect(variance).toBeCloseTo((9 * 8 * 23 - 2 * 1 * 9 - 2 * (3 * 2 * 11)) / 18, 9);
    expect(score).toBe(3);
  });
});

describe('the Mann–Kendall test', () => {
  it('turns its sign with the order and stays when values are stretched', () => {
    fc.assert(
      fc.property(values, (series) => {
        const forward = mannKendall(series);
        const backward = mannKendall([...series].reverse());
        expect(backward?.z ?? 0).toBeCloseTo(-(forward?.z ?? 0), 9);
        expect(mannKendall(series.map((value) => 3 * value + 7))).toEqual(forward);
      }),
    );
  });

  it('tests nothing where nothing varies', () => {
    expect(mannKendall([5, 5, 5])).toBeNull();
    expect(mannKendall([5])).toBeNull();
    expect(mannKendall([])).toBeNull();
  });

  it('finds a steady rise of ten values as unlikely as its score says', () => {
    const rise = mannKendall([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(rise?.z).toBeCloseTo(44 / Math.sqrt(125), 9);
    expect(rise?.twoSidedP).toBeCloseTo(8.3e-5, 6);
  });
});
