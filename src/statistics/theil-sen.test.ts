import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { theilSen } from './theil-sen.ts';

const points = (at: readonly number[], values: readonly number[]) =>
  at.map((instant, place) => ({ at: instant, value: values[place] ?? 0 }));

describe('the Theil–Sen slope', () => {
  it("of Sen's own example is 4, between 26/7 and 35/8 with 93 % (Sen 1968, section 6)", () => {
    const seen = theilSen([points([1, 2, 3, 4, 10, 12, 18], [9, 15, 19, 20, 45, 55, 78])], 0.93);
    expect(seen?.slope).toBe(4);
    expect(seen?.low).toBeCloseTo(26 / 7, 9);
    expect(seen?.high).toBeCloseTo(35 / 8, 9);
  });

  it('of the rain after cloud seeding is −0.056 (Hollander and Wolfe, example 9.1)', () => {
    const seen = theilSen([points([1, 2, 3, 4, 5], [1.26, 1.27, 1.12, 1.16, 1.03])]);
    expect(seen?.slope).toBeCloseTo(-0.05625, 6);
  });

  it('is not moved by one value far out, and compares no two seasons', () => {
    const line = points([0, 1, 2, 3, 4, 5, 6], [0, 2, 4, 6, 8, 10, 900]);
    expect(theilSen([line])?.slope).toBe(2);
    const far = points([0, 1, 2, 3], [1000, 1002, 1004, 1006]);
    expect(theilSen([points([0, 1, 2, 3], [0, 2, 4, 6]), far])?.slope).toBe(2);
  });

  it('lies inside its interval, which grows with the confidence', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 5 }), (values) => {
        const season = [values.map((value, at) => ({ at, value }))];
        const narrow = theilSen(season, 0.8);
        const wide = theilSen(season, 0.99);
        expect(wide?.low).toBeLessThanOrEqual(narrow?.low ?? 0);
        expect(wide?.high).toBeGreaterThanOrEqual(narrow?.high ?? 0);
        expect(narrow?.slope).toBeGreaterThanOrEqual(narrow?.low ?? 0);
        expect(narrow?.slope).toBeLessThanOrEqual(narrow?.high ?? 0);
      }),
    );
  });

  it('is nothing without two instants', () => {
    expect(theilSen([points([1], [5])])).toBeNull();
    expect(theilSen([points([1, 1], [5, 6])])).toBeNull();
  });
});
